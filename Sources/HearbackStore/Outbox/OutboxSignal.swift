import Synchronization

/// Tells the deliverer that there may be something to deliver.
final class OutboxSignal: Sendable {
    /// A struct around the function: one that stands in a generic place by itself gets two more thunks with each look at it,
    /// and every call goes through them all.
    private struct Listener: Sendable {
        let call: @Sendable () -> Void
    }

    private let listener = Mutex<Listener?>(nil)

    func listen(_ listener: @escaping @Sendable () -> Void) {
        self.listener.withLock { $0 = Listener(call: listener) }
    }

    func send() {
        listener.withLock { $0 }?.call()
    }
}

extension Ledger {
    /// Calls `listener` after each commit that may have put something into the outbox.
    package func onOutboxChange(_ listener: @escaping @Sendable () -> Void) {
        outboxSignal.listen(listener)
    }
}
