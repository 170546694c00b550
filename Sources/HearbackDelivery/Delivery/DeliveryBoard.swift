import Synchronization

/// Where attempts that end meet the task that keeps their results.
final class DeliveryBoard: Sendable {
    private struct State {
        /// When each attempt under way began, by lease.
        var underWay: [Int64: ContinuousClock.Instant] = [:]
        var reports: [AttemptReport] = []
        /// Of those under way, how many had taken too long to be prompt when they were last counted.
        var slow = 0
        /// Results at which the bell is rung.
        var wanted = 1
        var isStopping = false
    }

    /// A group is this part of all that is under way, or recorded with it: the rest has the wire busy meanwhile.
    private static let share = 2
    /// A larger one writes hardly fewer pages for each of its results.
    private static let gatheredAtMost = 256

    private let state = Mutex(State())
    private let doorbell: Doorbell
    private let patience: Duration

    /// - Parameter patience: how long a group is waited for.
    init(doorbell: Doorbell, patience: Duration = .milliseconds(10)) {
        (self.doorbell, self.patience) = (doorbell, patience)
    }

    var inFlight: Int { state.withLock { $0.underWay.count } }

    var isStopping: Bool { state.withLock { $0.isStopping } }

    func stop() {
        state.withLock { $0.isStopping = true }
        doorbell.ring()
    }

    /// How many more may begin. Attempts that have taken longer than `slow` have a larger allowance of their own, so
    /// that a thousand peers which hang take nothing from those that answer.
    func room(prompt: Int, inAll: Int, slow: Duration) -> Int {
        state.withLock { state in
            let since = ContinuousClock.now - slow
            let recent = state.underWay.values.count { $0 > since }
            state.slow = state.underWay.count - recent
            return max(0, min(prompt - recent, inAll - state.underWay.count))
        }
    }

    /// Whether attempts under way had taken too long to be prompt when they were last counted.
    var hasSlow: Bool { state.withLock { $0.slow > 0 } }

    func begin(_ messages: [OutboundMessage]) {
        let now = ContinuousClock.now
        state.withLock { state in
            for message in messages { state.underWay[message.lease] = now }
        }
    }

    func end(_ report: AttemptReport) {
        let isEnough = state.withLock { state in
            state.underWay[report.lease] = nil
            state.reports.append(report)
            return state.reports.count >= state.wanted || state.underWay.isEmpty
        }
        if isEnough { doorbell.ring() }
    }

    /// Waits until half of the prompt attempts have ended, 256 at most, but not for long: a transaction costs as much as
    /// several deliveries, those of one group share the pages that it writes, and until then those who send have enough to
    /// do. One that is alone is not waited for.
    func gather() async {
        let end = ContinuousClock.now + patience
        while mayWaitForMore(), case let left = end - .now, left > .zero { await doorbell.wait(atMost: left) }
        state.withLock { $0.wanted = 1 }
    }

    private func mayWaitForMore() -> Bool {
        state.withLock { state in
            let prompt = max(0, state.underWay.count - state.slow) + state.reports.count
            state.wanted = max(1, min(prompt / Self.share, Self.gatheredAtMost))
            return state.reports.count < state.wanted && prompt > 1 && !state.isStopping
        }
    }

    /// Up to `count` results, the oldest first. They stay until `settled`.
    func reports(atMost count: Int) -> [AttemptReport] {
        state.withLock { Array($0.reports.prefix(count)) }
    }

    func settled(_ count: Int) {
        state.withLock { $0.reports.removeFirst(min(count, $0.reports.count)) }
    }

    var unsettled: Int { state.withLock { $0.reports.count } }
}
