package import HearbackCore

/// What the clocks need to know of one comment: when it came, and what happened when.
package struct CommentTimeline: Hashable, Sendable {
    package struct Event: Hashable, Sendable {
        package let kind: CommentEventKind
        /// When it happened.
        package let occurred: Instant
        /// When the daemon wrote it down; later than `occurred` for imports.
        package let recorded: Instant
        /// Of `notified`: the delivered message's type, such as `comment.published`.
        package let messageType: String?
        /// Of a refusal its reason, of an outcome what became of the proposal, of `due_reckoned` the new day.
        package let code: String?
        /// Of an outcome: whether it names the article or amendment.
        package let isCited: Bool

        /// `recorded` nil: at once.
        package init(
            _ kind: CommentEventKind, at occurred: Instant, recorded: Instant? = nil, messageType: String? = nil,
            code: String? = nil, isCited: Bool = false
        ) {
            (self.kind, self.occurred, self.recorded) = (kind, occurred, recorded ?? occurred)
            (self.messageType, self.code, self.isCited) = (messageType, code, isCited)
        }
    }

    package let received: Instant
    /// When the daemon first knew of the comment; later than `received` for imports, which enter at their age then.
    package let entered: Instant
    /// Whether messages can be delivered at all. Without an address the submitter follows the timeline's page, and
    /// what stands on it counts as told.
    package let hasAddress: Bool
    /// In the order in which they happened.
    package let events: [Event]

    /// `imported` nil: received by the daemon itself.
    package init(received: Instant, imported: Instant? = nil, hasAddress: Bool = true, events: [Event]) {
        self.received = received
        entered = max(received, imported ?? received)
        self.hasAddress = hasAddress
        // What happened at the same instant stays in the order of the ledger; most ledgers are in order already.
        let isSorted = zip(events, events.dropFirst()).allSatisfy { $0.occurred <= $1.occurred }
        self.events =
            isSorted
            ? events
            : events.enumerated().sorted { ($0.element.occurred, $0.offset) < ($1.element.occurred, $1.offset) }
                .map(\.element)
    }

    /// One comment's events in the order of the ledger; nil when they do not begin with `received`.
    package init?(_ ledger: [CommentEvent]) {
        guard let first = ledger.first, first.kind == .received else { return nil }
        self.init(
            received: first.occurred, imported: first.provenance == .imported ? first.recorded : nil,
            hasAddress: first.details.submission.map { $0.endpoint != nil || $0.hasMail == true } ?? false,
            events: ledger.dropFirst().map { event in
                Event(
                    event.kind, at: event.occurred, recorded: event.recorded, messageType: event.details.messageType,
                    code: event.details.reason ?? event.details.outcome ?? (event.kind == .dueReckoned ? event.details.due : nil),
                    isCited: event.details.citation != nil)
            })
    }

    /// What was known at an instant: events that happened or were written down later are left out, and so is a decision
    /// that had been taken back by then: the wait for one went on. nil when the comment itself was not yet known.
    package func known(at asOf: Instant) -> CommentTimeline? {
        guard entered <= asOf else { return nil }
        guard events.contains(where: { $0.occurred > asOf || $0.recorded > asOf || $0.kind == .decisionUndone }) else {
            return self
        }
        return CommentTimeline(
            received: received, imported: entered, hasAddress: hasAddress,
            events: Self.standing(events.filter { $0.occurred <= asOf && $0.recorded <= asOf }))
    }

    /// Without the decisions that were taken back. That it was taken back stays: somebody acted.
    private static func standing(_ events: [Event]) -> [Event] {
        var standing: [Event] = []
        for event in events {
            // Only the last decision can be undone, and only while it is the last word.
            if event.kind == .decisionUndone, let undone = standing.lastIndex(where: { $0.kind.isUndoable }) {
                standing.remove(at: undone)
            }
            standing.append(event)
        }
        return standing
    }
}
