import HearbackCore

/// Whether a group of people was told, and what came of their proposals.
struct LoopTally: Sendable {
    var withAddress = 0, receiptDelivered = 0, reminders = 0, heardNothing = 0
    var answered = 0, silentOverThirtyDays = 0
    /// Milliseconds of silence of those who are owed something; every gauge reading is an event.
    var silences = SurvivalTable()
    var outcomes: [String: Int] = [:]
    var outcomesCited = 0

    mutating func add(_ known: CommentTimeline, _ scope: AuditScope) {
        if known.hasAddress {
            withAddress += 1
            // Who hears of a decision has heard of the receipt as well.
            if known.first(where: { $0.kind == .notified }) != nil { receiptDelivered += 1 }
            reminders += known.events.count { $0.kind == .notified && $0.messageType == "comment.still_waiting" }
        }
        if known.hasHeardNothing { heardNothing += 1 }
        if known.first(where: { $0.kind == .answered }) != nil { answered += 1 }
        if let outcome = known.events.last(where: { $0.kind == .outcomeRecorded }) {
            outcomes[outcome.code ?? "-", default: 0] += 1
            if outcome.isCited { outcomesCited += 1 }
        }
        guard let silence = Silence(ofKnown: known, asOf: scope.followedTo) else { return }
        silences.add(exit: scope.followedTo.wholeMilliseconds(since: silence.since), cause: 0)
        if silence.milliseconds > LatencyTally.thirtyDays { silentOverThirtyDays += 1 }
    }
}

extension CommentTimeline {
    private static let automatic: Set<String> = ["comment.received", "comment.still_waiting", "comment.overdue"]

    /// Nothing but automatic messages arrived: no decision, question, answer or outcome was told. Who withdrew the comment
    /// without having heard anything belongs here as well.
    var hasHeardNothing: Bool {
        if hasAddress {
            return !events.contains { event in
                event.kind == .notified && event.messageType.map { !Self.automatic.contains($0) } ?? true
            }
        }
        return !events.contains { $0.kind.isTold && $0.kind != .received }
    }
}
