package import HearbackCore

/// One clock of one comment, seen at one instant.
package struct ClockObservation: Hashable, Sendable {
    package enum Status: Hashable, Sendable {
        /// Still waiting; the wait is censored.
        case open
        /// What was waited for happened.
        case event
        case competing(CompetingCause)
    }

    package let clock: ResponseClock
    package let start: Instant
    /// When the wait ended, or the instant of looking while it is open; never before `start`.
    package let stop: Instant
    /// When the daemon began to see the wait; later than `start` for imports.
    package let entry: Instant
    package let status: Status

    package init(clock: ResponseClock, start: Instant, stop: Instant, entry: Instant, status: Status) {
        (self.clock, self.start, self.status) = (clock, start, status)
        // An import's own instants may contradict each other; a wait is never negative.
        self.stop = max(start, stop)
        self.entry = max(start, entry)
    }

    /// Milliseconds waited so far.
    package var duration: Int64 { stop.milliseconds(since: start) }
}
