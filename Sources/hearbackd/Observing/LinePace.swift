import Logging
import Synchronization

/// How many lines of one kind are written: a burst, then so many a second. A flood of comments must not become one of lines.
final class LinePace: Sendable {
    private let (perSecond, burst): (Double, Double)
    private let state: Mutex<State>

    private struct State {
        var tokens: Double
        var at: ContinuousClock.Instant
        var lost = 0
    }

    init(perSecond: Double = 200, burst: Double = 4_000, at now: ContinuousClock.Instant = .now) {
        (self.perSecond, self.burst) = (perSecond, burst)
        state = Mutex(State(tokens: burst, at: now))
    }

    /// Whether one more may be written.
    ///
    /// - Returns: nil when not; otherwise how many were not since the last that was.
    func take(at now: ContinuousClock.Instant = .now) -> Int? {
        state.withLock { state in
            let (seconds, attoseconds) = (now - state.at).components
            let elapsed = Double(seconds) + Double(attoseconds) / 1e18
            (state.tokens, state.at) = (min(burst, state.tokens + max(0, elapsed) * perSecond), now)
            guard state.tokens >= 1 else {
                state.lost += 1
                return nil
            }
            state.tokens -= 1
            defer { state.lost = 0 }
            return state.lost
        }
    }

    /// Those that could not even wait to be written.
    func lose(_ count: Int) { state.withLock { $0.lost += count } }
}

extension Logger {
    /// At `info`, as often as `pace` lets.
    func info(
        _ message: Logger.Message, at pace: LinePace, metadata: @autoclosure () -> Logger.Metadata, file: String = #fileID,
        function: String = #function, line: UInt = #line
    ) {
        guard let lost = pace.take() else { return }
        if lost > 0 { warning("lines were left out, there were too many", metadata: ["line": "\(message)", "lost": "\(lost)"]) }
        info(message, metadata: metadata(), file: file, function: function, line: line)
    }
}
