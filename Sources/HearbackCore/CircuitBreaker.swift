/// What an endpoint's failures in a row amount to: how long it is left alone, and when it is given up.
///
/// Five failures of any messages open the breaker. While it is open nothing but one probe at a time is sent, after 1 and
/// 5 and 30 minutes, 2 hours, and then every 5 hours; other messages wait and use no attempts. One success closes it.
package struct CircuitBreaker: Hashable, Sendable {
    /// Failures in a row that open it.
    package static let threshold = 5
    /// Milliseconds from a failure to the next probe, by how many probes failed before.
    package static let pauses: [Int64] = [60, 300, 1_800, 7_200, 18_000].map { $0 * 1_000 }
    /// Milliseconds of uninterrupted failure after which an endpoint is disabled: five days.
    package static let patience: Int64 = 5 * 86_400_000
    /// `ramp` of an endpoint that may be sent to at its full rate.
    package static let fullRamp = 10

    /// Failures since the last success.
    package private(set) var failures: Int
    /// 0 while closed; else 1 and the probes that failed.
    package private(set) var level: Int
    /// When it opened.
    package private(set) var openedAt: Instant?
    /// The first of the present failures.
    package private(set) var failingSince: Instant?
    /// Successes since it closed, up to `fullRamp`: the rate starts at one a second and doubles with each.
    package private(set) var ramp: Int

    package init(
        failures: Int = 0, level: Int = 0, openedAt: Instant? = nil, failingSince: Instant? = nil,
        ramp: Int = CircuitBreaker.fullRamp
    ) {
        (self.failures, self.level, self.openedAt, self.failingSince) = (failures, level, openedAt, failingSince)
        self.ramp = ramp
    }

    package var isOpen: Bool { level > 0 }

    package enum Verdict: Hashable, Sendable {
        case goOn
        /// Nothing but a probe, and not before this instant.
        case wait(until: Instant)
        /// It has failed for too long: send nothing more.
        case giveUp
    }

    /// - Parameter started: when the attempt began: one that began before the breaker opened is no probe.
    package mutating func failed(started: Instant, at now: Instant) -> Verdict {
        failures += 1
        let since = failingSince ?? min(started, now)
        failingSince = since
        if now.milliseconds(since: since) >= Self.patience { return .giveUp }
        if let openedAt {
            guard started >= openedAt else { return .goOn }
            level = min(level + 1, Self.pauses.count)
        } else if failures >= Self.threshold {
            (level, openedAt) = (1, now)
        } else {
            return .goOn
        }
        return .wait(until: now.advanced(byMilliseconds: Self.pauses[level - 1]))
    }

    package mutating func succeeded() {
        let ramp = isOpen ? 0 : min(self.ramp + 1, Self.fullRamp)
        self = CircuitBreaker(ramp: ramp)
    }

    /// How many messages may be under way, when `limit` may be as a rule.
    package func concurrency(_ limit: Int) -> Int { isOpen ? 1 : min(limit, 1 << ramp) }

    /// Messages a minute, when `limit` is the rule; 0 is no limit.
    package func rate(_ limit: Int) -> Int {
        guard ramp < Self.fullRamp else { return limit }
        let ramped = 60 << ramp
        return limit == 0 ? ramped : min(limit, ramped)
    }
}
