import GRDB
import HearbackCore
package import HearbackMetrics
import Synchronization

/// How the writer is doing: counted with atomics, a few for each group, none for each write.
package final class LedgerMeters: Sendable {
    /// Writes that shared a transaction.
    package let groupSize = Histogram.counts([1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
    /// From the taking of a group to its answers.
    package let groupTime = Histogram.writes()
    /// Of these, from the last statement to the end of the commit, which waits for the disk.
    package let commitTime = Histogram.writes()
    package let failedGroups = Counter()

    /// Nanoseconds from `origin` to the taking of the group under way; `idle` while there is none.
    private let busySince = Atomic<Int64>(LedgerMeters.idle)
    private static let idle = Int64.min
    private let origin = ContinuousClock.now
    private let fault = Mutex<StoreError.Code?>(nil)

    /// Whether writing works, as far as the last groups tell.
    package enum Health: Hashable, Sendable {
        case working
        /// A group has been under way for so long.
        case stuck(Duration)
        /// The last group failed.
        case failing(StoreError.Code)
    }

    /// - Parameter patience: how long a group may take.
    package func health(patience: Duration = .seconds(10)) -> Health {
        let since = busySince.load(ordering: .acquiring)
        if since != Self.idle {
            let time = ContinuousClock.now - origin - .nanoseconds(since)
            if time > patience { return .stuck(time) }
        }
        return fault.withLock { $0 }.map(Health.failing) ?? .working
    }

    func began(at instant: ContinuousClock.Instant) {
        let (seconds, attoseconds) = (instant - origin).components
        busySince.store(seconds * 1_000_000_000 + attoseconds / 1_000_000_000, ordering: .releasing)
    }

    func committed(_ count: Int, since begin: ContinuousClock.Instant, lastStatement: ContinuousClock.Instant) {
        let now = ContinuousClock.now
        groupSize.record(count)
        groupTime.record(now - begin)
        commitTime.record(now - lastStatement)
        fault.withLock { $0 = nil }
    }

    func failed(_ code: StoreError.Code) {
        failedGroups.add()
        fault.withLock { $0 = code }
    }

    func ended() { busySince.store(Self.idle, ordering: .releasing) }
}

extension Ledger {
    /// The writer's.
    package var meters: LedgerMeters { queue.meters }

    /// Writes something that means nothing, durably: after a fault, whether it is over.
    package func probe() async throws {
        let now = self.now
        try await write { transaction in
            try transaction.db.execute(
                sql: "INSERT INTO meta VALUES ('probe', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                arguments: ["\(now.milliseconds)"])
        }
    }
}
