import Synchronization

/// Wakes the one task that waits; a ring while nobody waits is kept, any number of them as one.
final class Doorbell: Sendable {
    private struct State {
        var hasRung = false
        var waiter: OneShot<Void>?
    }

    private let state = Mutex(State())

    func ring() {
        let waiter = state.withLock { state in
            state.hasRung = state.waiter == nil
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.succeed(())
    }

    /// Returns at the next ring, at once when there was one already, or after `longest`.
    func wait(atMost longest: Duration) async {
        let turn = OneShot<Void>()
        let rang = state.withLock { state in
            defer { state.hasRung = false }
            if !state.hasRung { state.waiter = turn }
            return state.hasRung
        }
        if rang { return }
        let timer = Task {
            try await Task.sleep(for: longest)
            turn.succeed(())
        }
        await turn.value()
        timer.cancel()
        state.withLock { if $0.waiter === turn { $0.waiter = nil } }
    }
}
