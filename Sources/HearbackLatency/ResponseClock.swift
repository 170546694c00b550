/// What is measured of every comment. All run without a pause and are never reset: it is what the submitter waits.
package enum ResponseClock: String, CaseIterable, Codable, Sendable {
    /// From receipt to the first message that is known to have arrived, of whatever type: who hears of a decision has
    /// heard of the receipt as well. Ended otherwise by withdrawal. Not kept without an address.
    case ack
    /// From receipt to the first thing that a moderator does; rules that act by themselves do not count.
    case firstAction = "first_action"
    /// From receipt to the first publication or rejection. An appeal does not undo it.
    case decision
    /// From receipt to the decision that stands: one that was appealed does not, a removal replaces the publication.
    case finalDecision = "final_decision"
    /// From receipt to the first publication. Ended otherwise by a rejection that was not appealed.
    case publication
    /// From the first decision to the arrival of a message that tells a decision. Not kept without an address.
    case notice
    /// From receipt to the first answer in substance.
    case answer
    /// From receipt to what became of the proposal.
    case outcome
}

/// What can end a wait instead of what was waited for. It is no censoring: afterwards the awaited can't happen.
package enum CompetingCause: UInt8, CaseIterable, Codable, Sendable {
    // 0 is the awaited event itself in a `SurvivalTable`.
    case rejected = 1
    case withdrawn = 2
    case lapsed = 3
}
