/// When a message that failed is tried again. For webhooks: the ten attempts of Standard Webhooks 1.0 ("Retry
/// schedule"), over about 76 hours, with jitter and with what the receiver asks for.
package struct RetrySchedule: Hashable, Sendable {
    /// Milliseconds from one attempt to the next; the first is what lies before the first attempt.
    package var delays: [Int64]
    /// Each delay is multiplied by a number drawn from this range, so that messages which failed together spread out.
    package var jitter: ClosedRange<Double>
    /// Milliseconds that a receiver in trouble (429, 502, 503, 504, no answer in time) is left alone at least.
    package var minimumWhenThrottled: Int64
    /// Milliseconds of `Retry-After` that are honoured at most.
    package var longestRetryAfter: Int64

    /// Attempts at 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h after the one before.
    package static let standard = RetrySchedule(
        delays: [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map { $0 * 1_000 })

    /// For e-mail: 15 min, 30 min, 1 h and 2 h after the failure, then every 4 h until four days have gone by, 28 attempts
    /// in all (RFC 5321, section 4.5.4.1, wants longer pauses than webhooks and four to five days).
    package static let mail = RetrySchedule(
        delays: [0, 900, 1_800, 3_600, 7_200].map { $0 * 1_000 } + [Int64](repeating: 14_400_000, count: 23))

    /// The challenge to a new address: at once, after 10 minutes, after a day, and no more.
    package static let verification = RetrySchedule(delays: [0, 600, 86_400].map { $0 * 1_000 })

    /// Milliseconds from a message's making after which it is not tried any more: 7 days.
    package static let longestLife: Int64 = 7 * 86_400_000

    package init(
        delays: [Int64], jitter: ClosedRange<Double> = 0.8...1.2, minimumWhenThrottled: Int64 = 60_000,
        longestRetryAfter: Int64 = 12 * 3_600_000
    ) {
        self.delays = delays
        self.jitter = jitter
        self.minimumWhenThrottled = minimumWhenThrottled
        self.longestRetryAfter = longestRetryAfter
    }

    package enum Step: Hashable, Sendable {
        /// Try again so many milliseconds after the failure.
        case retry(afterMilliseconds: Int64)
        /// No attempt is left: the message is dead.
        case exhausted
    }

    /// How an attempt failed, as far as the schedule cares.
    package struct Failure: Hashable, Sendable {
        /// HTTP status; nil when there was no complete answer.
        package var status: Int?
        /// Whether the attempt ran out of time.
        package var timedOut: Bool
        /// Seconds from `Retry-After`; nil or not positive when the receiver asked for nothing usable.
        package var retryAfterSeconds: Int64?

        package init(status: Int? = nil, timedOut: Bool = false, retryAfterSeconds: Int64? = nil) {
            self.status = status
            self.timedOut = timedOut
            self.retryAfterSeconds = retryAfterSeconds
        }

        var isThrottled: Bool { [429, 502, 503, 504].contains(status) }

        /// Whether the receiver says that all that goes to it should wait: it throttles, is overloaded, or names a time.
        package var asksToWait: Bool {
            isThrottled || retryAfterSeconds ?? 0 > 0
        }
    }

    /// What follows the failure of attempt number `attempt`.
    ///
    /// - Parameters:
    ///   - attempt: 1 for the first; anything smaller counts as 1.
    ///   - random: uniform in 0...1, drawn by the caller; brought within that range.
    package func step(afterAttempt attempt: Int, failure: Failure, random: Double) -> Step {
        let next = max(attempt, 1)
        guard next < delays.count else { return .exhausted }
        let unit = random.isFinite ? min(max(random, 0), 1) : 0.5
        let factor = jitter.lowerBound + (jitter.upperBound - jitter.lowerBound) * unit
        let delay = Self.milliseconds(Double(max(delays[next], 0)) * factor)
        return .retry(afterMilliseconds: max(delay, pause(for: failure)))
    }

    /// Milliseconds that the receiver is left alone at least, whatever the attempt; 0 when it asked for nothing.
    package func pause(for failure: Failure) -> Int64 {
        let pause = failure.isThrottled || failure.timedOut ? minimumWhenThrottled : 0
        guard let seconds = failure.retryAfterSeconds, seconds > 0 else { return pause }
        let (asked, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        return max(pause, overflow ? longestRetryAfter : min(asked, longestRetryAfter))
    }

    private static func milliseconds(_ value: Double) -> Int64 {
        Int64(exactly: value.rounded()) ?? .max
    }
}
