import Synchronization

/// At most so many holders of each key; whoever comes later waits in line.
final class KeyedLimiter<Key: Hashable & Sendable>: Sendable {
    private struct Line {
        var holders = 0
        var waiting: [OneShot<Bool>] = []
    }

    private struct State {
        var lines: [Key: Line] = [:]
        var isClosed = false
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = max(limit, 1)
    }

    /// True when the key is held, to be released; false after `patience`, or when the limiter was closed meanwhile.
    func acquire(_ key: Key, patience: Duration) async -> Bool {
        let turn = OneShot<Bool>()
        let isImmediate = state.withLock { state in
            if state.isClosed {
                turn.succeed(false)
                return true
            }
            var line = state.lines[key] ?? Line()
            defer { state.lines[key] = line }
            guard line.holders >= limit else {
                line.holders += 1
                turn.succeed(true)
                return true
            }
            line.waiting.append(turn)
            return false
        }
        if isImmediate { return await turn.value() }
        let timer = Task { [weak self] in
            try await Task.sleep(for: patience)
            self?.giveUp(turn, key)
        }
        defer { timer.cancel() }
        return await turn.value()
    }

    func release(_ key: Key) {
        state.withLock { state in
            guard var line = state.lines[key] else { return }
            if line.waiting.isEmpty {
                line.holders -= 1
            } else {
                // The place goes from hand to hand, so the number of holders stays.
                line.waiting.removeFirst().succeed(true)
            }
            state.lines[key] = line.holders > 0 ? line : nil
        }
    }

    /// Sends away everyone who waits and everyone who comes.
    func close() {
        state.withLock { state in
            state.isClosed = true
            for key in state.lines.keys {
                for turn in state.lines[key]?.waiting ?? [] { turn.succeed(false) }
                state.lines[key]?.waiting = []
            }
        }
    }

    private func giveUp(_ turn: OneShot<Bool>, _ key: Key) {
        state.withLock { state in
            guard let index = state.lines[key]?.waiting.firstIndex(where: { $0 === turn }) else { return }
            state.lines[key]?.waiting.remove(at: index)
            turn.succeed(false)
        }
    }
}
