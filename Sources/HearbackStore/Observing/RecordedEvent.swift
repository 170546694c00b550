package import HearbackCore

/// An event that is on disk, in the words of a log line: who it is about and what led to it, nothing that a citizen wrote.
package struct RecordedEvent: Hashable, Sendable {
    package let sequence: Int64
    package let kind: String
    package let comment: CommentNumber?
    package let bill: String?
    package let role: Role
    /// The request that led to it; nil for what the daemon does by itself.
    package let request: String?
}

extension LedgerTransaction {
    /// Imported history is not news.
    func note(_ sequence: Int64, _ kind: String, of subject: Subject, by actor: Actor, _ provenance: Provenance) {
        guard options.recorded != nil, provenance == .observed else { return }
        let (comment, bill): (CommentNumber?, String?) =
            switch subject {
            case .comment(let number): (number, nil)
            case .bill(let id): (nil, id)
            }
        notes.append(
            RecordedEvent(sequence: sequence, kind: kind, comment: comment, bill: bill, role: actor.role, request: request))
        counters.notes = notes.count
    }
}
