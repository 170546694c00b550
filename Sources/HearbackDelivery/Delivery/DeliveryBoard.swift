import Synchronization

/// Where attempts that end meet the task that keeps their results.
final class DeliveryBoard: Sendable {
    private struct State {
        var inFlight = 0
        var reports: [AttemptReport] = []
        var unsent: [OutboundMessage] = []
        var isStopping = false
    }

    private let state = Mutex(State())
    private let doorbell: Doorbell

    init(doorbell: Doorbell) {
        self.doorbell = doorbell
    }

    var inFlight: Int { state.withLock { $0.inFlight } }

    var isStopping: Bool { state.withLock { $0.isStopping } }

    func stop() {
        state.withLock { $0.isStopping = true }
        doorbell.ring()
    }

    func begin(_ count: Int) {
        state.withLock { $0.inFlight += count }
    }

    /// Without a report the message was not sent.
    func end(_ message: OutboundMessage, _ report: AttemptReport?) {
        state.withLock { state in
            state.inFlight -= 1
            if let report { state.reports.append(report) } else { state.unsent.append(message) }
        }
        doorbell.ring()
    }

    /// Up to `count` results, the oldest first. They stay until `settled`.
    func reports(atMost count: Int) -> [AttemptReport] {
        state.withLock { Array($0.reports.prefix(count)) }
    }

    func settled(_ count: Int) {
        state.withLock { $0.reports.removeFirst(min(count, $0.reports.count)) }
    }

    var unsettled: Int { state.withLock { $0.reports.count } }

    func takeUnsent() -> [OutboundMessage] {
        state.withLock { state in
            defer { state.unsent = [] }
            return state.unsent
        }
    }

    func putBack(_ messages: [OutboundMessage]) {
        state.withLock { $0.unsent = messages + $0.unsent }
    }
}
