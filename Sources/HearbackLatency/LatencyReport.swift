package import HearbackCore

/// What the response times of a set of comments come to.
package struct LatencyReport: Hashable, Sendable {
    package let asOf: Instant
    /// Every comment known at `asOf`, whatever became of it.
    package let received: Int
    /// One for each clock, in their order; a clock that nobody is on has a count of 0.
    package let clocks: [ClockReport]
    package let silence: SilenceReport

    init(_ tally: LatencyTally, asOf: Instant) {
        (self.asOf, received) = (asOf, tally.received)
        clocks = ResponseClock.allCases.map {
            ClockReport($0, tally.waits[$0] ?? LatencyTally.Wait(), asOf: asOf)
        }
        silence = SilenceReport(tally, asOf: asOf)
    }

    /// Comments whose decision their submitter could be told, and has not been: a notice under way, late or dead.
    package var notTold: Int { self[.notice]?.open ?? 0 }

    package subscript(clock: ResponseClock) -> ClockReport? {
        clocks.first { $0.clock == clock }
    }
}

/// One clock over a set of comments. There is no mean of the ended waits here on purpose: it forgets who still waits.
package struct ClockReport: Hashable, Sendable {
    /// The oldest of those that still wait.
    package struct Oldest: Hashable, Sendable {
        package let since: Instant
        /// Milliseconds up to the instant of the report.
        package let age: Int64

        package init(since: Instant, asOf: Instant) {
            (self.since, age) = (since, asOf.milliseconds(since: since))
        }
    }

    /// The share for which it had happened by a horizon (Aalen-Johansen).
    package struct Share: Hashable, Sendable {
        package let days: Int
        package let share: Double
        package let interval: Interval?
    }

    package let clock: ResponseClock
    /// All on this clock: `ended + open + rejected + withdrawn + lapsed`.
    package let count: Int
    /// Those for which what was waited for happened.
    package let ended: Int
    /// Those that still wait.
    package let open: Int
    package let rejected: Int
    package let withdrawn: Int
    package let lapsed: Int
    /// Of the count, imports whose wait was over before they came: told in the counts, unseen by the curves.
    package let unobserved: Int
    /// `ended` of `count`; nil when there is nobody.
    package let endedShare: Double?
    package let endedInterval: Interval?
    /// Milliseconds by which half, and nine tenths, of all comments had got what was waited for, with those who
    /// wait and those who ended otherwise in the denominator (Aalen-Johansen; where nothing competes Kaplan-Meier gives
    /// the same time). The figures for a headline.
    package let p50: Quantile
    package let p90: Quantile
    /// The same by Kaplan-Meier of the awaited event, with other ends censored: how long the wait is while nothing
    /// else ends it. Never without `p50` beside it, since it leaves out who gave up.
    package let kaplanMeier50: Quantile
    package let kaplanMeier90: Quantile
    /// Restricted mean milliseconds of waiting within 30 and 90 days, ended by whatever; nil when nobody was seen as
    /// long.
    package let meanWithin30Days: RestrictedMean?
    package let meanWithin90Days: RestrictedMean?
    /// By 7, 15, 30, 60 and 90 days, as far as anybody was seen.
    package let shares: [Share]
    package let oldest: Oldest?
}

/// How long those who are still owed something have heard nothing.
package struct SilenceReport: Hashable, Sendable {
    /// Who is owed something.
    package let count: Int
    /// Those who have heard nothing for more than 30 times 24 hours.
    package let overThirtyDays: Int
    /// Milliseconds; nil when nobody is owed anything. Plain shares, since a gauge is never censored.
    package let p50: Int64?
    package let p90: Int64?
    package let longest: ClockReport.Oldest?
}
