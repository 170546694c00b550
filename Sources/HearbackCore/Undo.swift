/// A decision that its moderator takes back: the comment awaits approval again, as if it had not been taken.
///
/// Within the grace period, while nobody has been told, nothing is ever told. Later it is an event with its own notice,
/// except for a publication: what the public has read is taken back with a reason (`unpublished`), or not at all.
package struct Undo: Hashable, Sendable {
    /// `published`, `rejected` or `clarification_asked`.
    package let kind: CommentEventKind
    /// Its place in the ledger.
    package let sequence: Int64
    /// When it was taken, and by whom.
    package let taken: Instant
    package let moderator: String?
    /// Targets that it had met, which run again.
    package let reopened: OpenTargets
    /// Who had rejected the comment before.
    package let earlierRejecter: String?
    /// Whether somebody was told of the decision, and so is told of this.
    package var isAnnounced: Bool

    package init(
        kind: CommentEventKind, sequence: Int64, taken: Instant, moderator: String?, reopened: OpenTargets,
        earlierRejecter: String?, isAnnounced: Bool
    ) {
        (self.kind, self.sequence, self.taken, self.moderator) = (kind, sequence, taken, moderator)
        (self.reopened, self.earlierRejecter, self.isAnnounced) = (reopened, earlierRejecter, isAnnounced)
    }

    /// The last decision of a comment's life, when nothing has been built on it since.
    ///
    /// - Parameter history: the comment's events, in their order, from `received` on.
    /// - Returns: nil when there is none, or an answer, an appeal, a reply or the like came after it.
    /// - Throws: `UnreadableEvent` for the first event that the state machine does not allow where it stands.
    package static func last(in history: [CommentEvent]) throws(UnreadableEvent) -> Undo? {
        var state = CommentState.received(dueBeforeImport: history.first?.details.submission?.dueBeforeImport ?? [])
        var last: Undo?
        for event in history.dropFirst() {
            let before = state
            let action = try CommentAction(event)
            do { _ = try state.apply(action, by: event.actor, at: event.occurred) } catch {
                throw UnreadableEvent(sequence: event.sequence, kind: event.kind)
            }
            if event.kind.isUndoable {
                last = Undo(
                    kind: event.kind, sequence: event.sequence, taken: event.occurred, moderator: event.actor.name,
                    reopened: before.openTargets.subtracting(state.openTargets).intersection(.decision),
                    earlierRejecter: before.lastRejecter, isAnnounced: false)
            } else if !event.kind.leavesDecision {
                last = nil
            }
        }
        return last
    }

    /// The status that the decision led to.
    var status: CommentStatus? { CommentStatus.awaitingApproval.after(kind) }
}

extension CommentEventKind {
    /// Decisions that their moderator may take back.
    package var isUndoable: Bool { [.published, .rejected, .clarificationAsked].contains(self) }

    /// Whether a decision before it is still the last word.
    fileprivate var leavesDecision: Bool {
        switch self {
        case .flagged, .noteAdded, .redacted, .notified, .targetMissed, .dueReckoned, .originalRead: true
        case .received, .claimed, .released, .clarificationAsked, .clarificationReceived, .clarificationExpired, .published,
            .rejected, .appealed, .withdrawn, .lapsed, .unpublished, .answered, .answerAmended, .outcomeRecorded, .erased,
            .decisionUndone:
            false
        }
    }
}
