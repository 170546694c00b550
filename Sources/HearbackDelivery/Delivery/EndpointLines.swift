import Synchronization

/// Messages that were leased ahead of their turn: to each endpoint only so many are on the wire, the next waits here and
/// starts the moment one ends, while the outbox still records what has ended.
///
/// Only endpoints that answer get anything ahead. Once one does not, what waits for it is given back.
final class EndpointLines<Waiting: Sendable>: Sendable {
    private struct Line {
        var onWire = 0
        /// When something last began or ended.
        var moved = ContinuousClock.now
        var waiting = Fifo<Waiting>()

        mutating func enter(_ message: Waiting, _ limit: Int) -> Bool {
            guard onWire < limit else {
                waiting.append(message)
                return false
            }
            onWire += 1
            moved = .now
            return true
        }

        mutating func takePlace() -> Waiting? {
            moved = .now
            return waiting.popFirst()
        }
    }

    private let limit: Int
    private let lines = Mutex<[String: Line]>([:])

    /// - Parameter limit: on the wire to one endpoint, at least 1.
    init(limit: Int) {
        self.limit = max(limit, 1)
    }

    /// True when it may start now, and `leave` is owed for it; otherwise it waits.
    func enter(_ endpoint: String, _ message: Waiting) -> Bool {
        lines.withLock { $0[endpoint, default: Line()].enter(message, limit) }
    }

    /// Whoever takes the place that becomes free, for whom `leave` is owed then.
    func leave(_ endpoint: String) -> Waiting? {
        lines.withLock { lines in
            if let next = lines[endpoint]?.takePlace() { return next }
            lines[endpoint]?.onWire -= 1
            if lines[endpoint]?.onWire == 0 { lines[endpoint] = nil }
            return nil
        }
    }

    /// All who wait for an endpoint. Nobody takes the place that becomes free.
    func leaveAndEmpty(_ endpoint: String) -> [Waiting] {
        lines.withLock { lines in
            guard var line = lines.removeValue(forKey: endpoint) else { return [] }
            line.onWire -= 1
            let waiting = line.waiting.removeAll()
            if line.onWire > 0 { lines[endpoint] = line }
            return waiting
        }
    }

    /// All who wait for endpoints at which nothing has begun or ended for so long; all whatsoever when that is zero.
    func emptyStalled(for pause: Duration) -> [Waiting] {
        let since = ContinuousClock.now - pause
        return lines.withLock { lines in
            var removed: [Waiting] = []
            for (endpoint, line) in lines where !line.waiting.isEmpty && line.moved <= since {
                removed += lines[endpoint]?.waiting.removeAll() ?? []
            }
            return removed
        }
    }
}
