/// T1. What goes into the first sentences.
package struct AuditHeadline: Hashable, Codable, Sendable {
    package var received: Int
    package var decided: Int
    package var published: Int
    package var rejected: Int
    package var withdrawn: Int
    package var lapsed: Int
    package var undecided: Int
    package var decidedShare: AuditShare?
    package var undecidedShare: AuditShare?
    /// Imports that had ended before they came: counted above, in none of the times, since nobody here saw them wait.
    package var unseen: Int
    /// Seconds that the oldest undecided comment has waited.
    package var oldestUndecided: Int64?
    /// By then half of all that were received had a decision; missing: less than half have one.
    package var medianDecision: AuditQuantile
    package var decidedBy: [AuditHorizon]
    package var answered: AuditShare?
    /// Heard nothing but the automatic receipt and automatic reminders.
    package var heardNothing: AuditShare?
    /// Are owed something and have heard nothing for more than 30 times 24 hours.
    package var silentOverThirtyDays: AuditShare?
    /// Decided before the vote, of those whose bill's vote is known and that can no longer change.
    package var inTimeToMatter: AuditShare?
    package var stillPossible: Int
    /// The second line: without those refused as spam or as a duplicate. The first counts them, or calling an old comment
    /// spam would make the figures better.
    package var withoutSpam: AuditWithoutSpam?
    /// What is usually published: only of those that were decided.
    package var naive: AuditNaive?
}

/// All but those that were refused as spam or as a duplicate; missing where there were none.
package struct AuditWithoutSpam: Hashable, Codable, Sendable {
    package var decided: AuditShare?
    package var medianDecision: AuditQuantile
}

/// The mean and median of the decided only. Never without `leftOut` beside it: it forgets who still waits.
package struct AuditNaive: Hashable, Codable, Sendable {
    package var count: Int
    package var leftOut: Int
    package var meanSeconds: Double
    package var medianSeconds: Double
}

/// T2. Those that wait for a decision: `opening + received + reopened = published + rejected + withdrawn + lapsed +
/// closing`. Of all comments known, whatever the population.
package struct AuditFlow: Hashable, Codable, Sendable {
    package var opening = 0
    package var received = 0
    /// Refused, and waiting again after an appeal.
    package var reopened = 0
    package var published = 0
    package var rejected = 0
    package var withdrawn = 0
    package var lapsed = 0
    /// Counted on its own, not from the others.
    package var closing = 0

    package var isBalanced: Bool {
        opening + received + reopened == published + rejected + withdrawn + lapsed + closing
    }
}

/// T3. One clock over all who are on it.
package struct AuditClock: Hashable, Codable, Sendable {
    package var clock: ResponseClock
    /// Without the time in which the submitter had a question to answer, at most once and within its cap.
    package var isNet: Bool
    package var count: Int
    package var ended: Int
    package var open: Int
    /// Ended by something else than what was waited for.
    package var competing: Int
    /// Imports whose wait was over before they came: in the counts, in no curve.
    package var unobserved: Int
    /// Of all on the clock (Aalen-Johansen; where nothing competed Kaplan-Meier, whose time is the same and whose interval
    /// is the usual one).
    package var p25, p50, p75, p90: AuditQuantile
    /// Kaplan-Meier, other ends censored: how long the wait is while nothing else ends it.
    package var kaplanMeier25, kaplanMeier50, kaplanMeier75, kaplanMeier90: AuditQuantile
    /// Mean seconds of waiting within 30 and 90 days, ended by whatever.
    package var meanWithin30: AuditMean?
    package var meanWithin90: AuditMean?
    /// Seconds that the oldest open one has waited.
    package var oldestOpen: Int64?
}

package struct AuditMean: Hashable, Codable, Sendable {
    package var seconds: Double
    package var standardError: Double

    init?(_ mean: RestrictedMean?) {
        guard let mean else { return nil }
        // Tables are in milliseconds.
        (seconds, standardError) = (mean.mean / 1_000, mean.standardError / 1_000)
    }
}

/// T4. Undecided comments by whole days of waiting.
package struct AuditAgeBand: Hashable, Codable, Sendable {
    package var fromDays: Int
    /// Included; missing: without end.
    package var throughDays: Int?
    package var count: Int
    package var share: Double?
    package var oldest: Int64?
}

/// T5. Against the institution's own targets, by local dates. `onTime + late + openOverdue + endedAfterDue` fell due.
package struct AuditDeadline: Hashable, Codable, Sendable {
    package var clock: ResponseClock
    package var onTime: Int
    package var late: Int
    package var openNotDue: Int
    package var openOverdue: Int
    /// Withdrawn, lapsed or otherwise ended before the due date was over: it never fell due.
    package var endedBeforeDue: Int
    /// The same after the due date: what was promised had not been done by then.
    package var endedAfterDue: Int
    /// `onTime` of all that fell due, the open ones among them.
    package var onTimeRate: AuditShare?
    /// Among those that were late.
    package var medianDaysLate: Int?
    /// Half of all that missed their date, the open ones counted, had it by so many days after it.
    package var medianDaysLateWithOpen: AuditQuantile
    /// Due dates that depend on a day which the moon may move.
    package var provisional: Int
}
