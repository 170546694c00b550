import HearbackAPI
import HearbackCore
import HearbackStore

extension Problem {
    /// A decision by a revision that is history: what happened since, the last of it in words.
    init(_ changes: CommentChanges) {
        let reference = CommentReference.text(of: changes.comment)
        let look = "look with 'hearback comment show \(reference)', then decide with --revision \(changes.revision)"
        guard !changes.events.isEmpty else {
            self.init(
                .commentChanged, detail: "the comment is at revision \(changes.revision); \(changes.expected) never was",
                hint: look, revision: changes.revision, changes: [])
            return
        }
        let told = changes.events.map(\.words).suffix(Self.toldChanges)
        let earlier = changes.events.count - told.count
        let words = (earlier > 0 ? ["\(earlier) earlier events"] : []) + told
        self.init(
            .commentChanged, detail: "since revision \(changes.expected): " + words.joined(separator: "; "), hint: look,
            revision: changes.revision, changes: changes.events.map(CommentChange.init))
    }

    private static let toldChanges = 5
}

extension CommentChange {
    init(_ change: CommentChanges.Change) {
        let event = change.event
        self.init(
            revision: change.revision, event: event.kind, at: event.occurred, role: event.actor.role,
            actor: event.actor.name, takenFrom: event.details.takenFrom)
    }
}

extension CommentChanges.Change {
    /// `claimed, taken over from 'amina', by 'brahim' at …`.
    fileprivate var words: String {
        let who = event.actor.name.map(\.quotedForPeople) ?? "the \(event.actor.role.rawValue)"
        let former = event.details.takenFrom.map { ", taken over from \($0.quotedForPeople)," } ?? ""
        return "\(event.kind.rawValue)\(former) by \(who) at \(event.occurred.rfc3339)"
    }
}
