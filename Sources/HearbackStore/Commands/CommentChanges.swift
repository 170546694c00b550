package import HearbackCore

/// What happened to a comment since a revision that somebody decided by.
package struct CommentChanges: Hashable, Sendable {
    package let comment: CommentNumber
    /// The revision that was expected.
    package let expected: Int
    /// The revision that the comment has.
    package let revision: Int
    /// Every event since, each with the revision that it made; empty when the expected revision never was.
    package let events: [Change]

    package struct Change: Hashable, Sendable {
        package let revision: Int
        package let event: CommentEvent
    }
}

extension LedgerTransaction {
    /// Refuses what was decided by a revision after which something happened that `reader` has to know.
    ///
    /// - Throws: `Refusal.changed` with all that happened since.
    func check(_ comment: CommentRecord, isStill expected: Int?, for reader: Actor) throws {
        guard let expected, expected != comment.state.revision else { return }
        // A comment's events count its revisions: `received` made the first.
        let events = try CommentEvent.fetch(of: comment.number, db).enumerated().dropFirst(max(0, expected))
            .map { CommentChanges.Change(revision: $0.offset + 1, event: $0.element) }
        let isKnown = (1..<comment.state.revision).contains(expected)
        guard !isKnown || events.contains(where: { $0.event.isNews(to: reader) }) else { return }
        throw Refusal.changed(
            CommentChanges(
                comment: comment.number, expected: expected, revision: comment.state.revision,
                events: isKnown ? events : []))
    }

    /// A refusal by the state machine, with the colleague who took the comment from `actor`, unless they claimed it again since.
    func refusal(_ illegal: IllegalTransition, of number: CommentNumber, to actor: Actor) throws -> Refusal {
        switch illegal.cause {
        case .claimed, .status: break
        case .role, .notClaimed, .nothingToTakeOver, .appealedBefore, .sameModerator, .answeredBefore, .notAnswered,
            .erasedBefore, .targetSettled, .nothingToUndo, .decidedByAnother, .publishedBefore:
            return .illegal(illegal)
        }
        guard actor.role == .moderator, let name = actor.name else { return .illegal(illegal) }
        let last = try CommentEvent.fetch(of: number, db).last {
            $0.kind == .claimed && ($0.actor.name == name || $0.details.takenFrom == name)
        }
        guard let last, last.details.takenFrom == name, let colleague = last.actor.name else { return .illegal(illegal) }
        return .takenOver(illegal, by: colleague, at: last.occurred)
    }
}
