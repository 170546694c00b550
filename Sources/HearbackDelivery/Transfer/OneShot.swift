import Synchronization

/// A value that arrives once and that any number of tasks can wait for; whoever comes second to set it is ignored.
final class OneShot<Value: Sendable>: Sendable {
    private enum State {
        case waiting([CheckedContinuation<Value, Never>])
        case set(Value)
    }

    private let state = Mutex(State.waiting([]))

    var isSet: Bool {
        state.withLock { if case .set = $0 { true } else { false } }
    }

    func succeed(_ value: Value) {
        let waiting = state.withLock { state in
            guard case .waiting(let waiting) = state else { return [CheckedContinuation<Value, Never>]() }
            state = .set(value)
            return waiting
        }
        for continuation in waiting { continuation.resume(returning: value) }
    }

    func value() async -> Value {
        await withCheckedContinuation { continuation in
            let known: Value? = state.withLock { state in
                switch state {
                case .set(let value): return value
                case .waiting(var others):
                    // Emptied first, so that the array is not copied for each that joins.
                    state = .waiting([])
                    others.append(continuation)
                    state = .waiting(others)
                    return nil
                }
            }
            if let known { continuation.resume(returning: known) }
        }
    }
}
