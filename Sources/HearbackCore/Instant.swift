/// A moment in UTC, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Durations are differences of instants, so no civil calendar can bend them. What people read as a local
/// date is made from an instant by HearbackTime, never here.
package struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since the Unix epoch; negative before 1970.
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Whole seconds since the Unix epoch, rounded towards the past.
    package var seconds: Int64 {
        let quotient = milliseconds / 1_000
        return milliseconds % 1_000 < 0 ? quotient - 1 : quotient
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The instant `milliseconds` later; stops at the ends of the range instead of trapping.
    package func advanced(byMilliseconds milliseconds: Int64) -> Instant {
        let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
        guard overflow else { return Instant(milliseconds: sum) }
        return Instant(milliseconds: milliseconds > 0 ? .max : .min)
    }

    /// Milliseconds from `earlier` to this instant; stops at the ends of the range instead of trapping.
    package func milliseconds(since earlier: Instant) -> Int64 {
        let (difference, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        guard overflow else { return difference }
        return milliseconds > 0 ? .max : .min
    }
}

/// Where "now" comes from. Injected everywhere, so that tests and the demo own time.
package typealias Clock = @Sendable () -> Instant
