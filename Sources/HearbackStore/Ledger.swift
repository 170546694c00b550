import Foundation
import GRDB
package import HearbackCore
import ServiceLifecycle
import Synchronization

/// The one writer of the one file: events, what is derived from them, and what is owed to submitters.
///
/// Writes are acknowledged only after their transaction is on disk. `run` must be running for writes to happen.
package final class Ledger: Service, Sendable {
    package let options: LedgerOptions
    let pool: DatabasePool
    let queue: WriteQueue
    private let lock: LockFile
    private let time: LedgerClock
    /// Told after each commit that may have put something into the outbox.
    let outboxSignal: OutboxSignal
    /// Under way now.
    let rebuilds = Mutex(0)

    /// Opens the file, or makes it, and brings its schema up to date.
    ///
    /// - Throws: `busy` when another process holds it, `foreignFile`, `newerSchema`, `clockMismatch`, `corrupt`.
    package init(_ options: LedgerOptions) throws(StoreError) {
        self.options = options
        let lastRecorded: Instant?
        lock = try LockFile(path: options.path + ".lock")
        do {
            try LedgerFile.inspect(path: options.path, options.box)
            pool = try LedgerFile.open(options)
            try LedgerFile.openLog(pool, options)
            lastRecorded = try LedgerFile.lastRecorded(pool)
        } catch {
            throw StoreError(error, context: "opening \(options.path)")
        }
        time = LedgerClock(options.clock)
        queue = WriteQueue(pool: pool, options: options, time: time)
        outboxSignal = OutboxSignal()
        if let lastRecorded { time.recorded(lastRecorded) }
    }

    /// Writes until the graceful shutdown, then puts on disk what still waits.
    package func run() async throws {
        await withGracefulShutdownHandler {
            await queue.run()
        } onGracefulShutdown: {
            self.queue.close()
        }
    }

    /// Stops taking writes; `run` returns when those that wait are on disk.
    package func close() {
        queue.close()
    }

    /// The time that all who read the ledger should go by.
    package var now: Instant { time.now }

    /// Writes that wait for their transaction.
    package var queueDepth: Int { queue.depth }

    /// Runs `operation` in the next transaction, and answers when that is on disk.
    func write<Value: Sendable>(
        _ operation: @escaping @Sendable (LedgerTransaction) throws -> Value
    ) async throws -> Value {
        try await queue.submit { transaction in
            let value = try operation(transaction)
            return { _ in value }
        }
    }

    func read<Value: Sendable>(_ query: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(query)
        } catch let error as DatabaseError {
            throw StoreError(error, context: "reading")
        }
    }
}
