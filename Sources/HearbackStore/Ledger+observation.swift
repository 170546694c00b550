import GRDB

extension Ledger {
    /// Calls `action` in each transaction, when all is written and nothing committed. For tests of crashes.
    package func beforeEachCommit(_ action: @escaping @Sendable () -> Void) {
        pool.add(transactionObserver: CommitObserver(action), extent: .databaseLifetime)
    }
}

/// Called on the writer's queue alone.
private final class CommitObserver: TransactionObserver {
    private let action: @Sendable () -> Void

    init(_ action: @escaping @Sendable () -> Void) {
        self.action = action
    }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseWillCommit() throws { action() }
    func databaseDidCommit(_ db: Database) {}
    func databaseDidRollback(_ db: Database) {}
}
