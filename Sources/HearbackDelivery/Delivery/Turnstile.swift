import Synchronization

/// Where a loop shows that it still turns.
final class Turnstile: Sendable {
    private let waiting = Mutex<[OneShot<Void>]>([])

    /// Set at the next pass.
    func next() -> OneShot<Void> {
        let turn = OneShot<Void>()
        waiting.withLock { $0.append(turn) }
        return turn
    }

    func pass() {
        let turns = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        for turn in turns { turn.succeed(()) }
    }
}
