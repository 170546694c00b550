import HearbackAPI
import Synchronization

/// How many long answers go out at the same time: each goes through the whole ledger.
final class StreamSlots: Sendable {
    private let most: Int
    private let taken = Mutex(0)

    init(_ most: Int) { self.most = most }

    /// - Throws: `queue_full` when all are taken.
    func take() throws(Problem) -> Slot {
        let isFree = taken.withLock { taken in
            guard taken < most else { return false }
            taken += 1
            return true
        }
        guard isFree else { throw Problem(.queueFull, detail: "\(most) of these are being sent already", retryAfter: 30) }
        return Slot(self)
    }

    /// Given back when nobody holds it any more, however the answer ended.
    final class Slot: Sendable {
        private let slots: StreamSlots

        fileprivate init(_ slots: StreamSlots) { self.slots = slots }

        deinit { slots.taken.withLock { $0 -= 1 } }
    }
}
