import Synchronization

/// Tells the deliverer that there may be something to deliver.
final class OutboxSignal: Sendable {
    private let listener = Mutex<(@Sendable () -> Void)?>(nil)

    func listen(_ listener: @escaping @Sendable () -> Void) {
        self.listener.withLock { $0 = listener }
    }

    func send() {
        listener.withLock { $0 }?()
    }
}

extension Ledger {
    /// Calls `listener` after each commit that may have put something into the outbox.
    package func onOutboxChange(_ listener: @escaping @Sendable () -> Void) {
        outboxSignal.listen(listener)
    }
}
