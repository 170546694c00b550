import HearbackCore
import Synchronization

/// The ledger's time: the clock's, but never before what is recorded already, so that a clock that was set back does not
/// reopen what was closed.
final class LedgerClock: Sendable {
    private let clock: HearbackCore.Clock
    private let lastRecorded = Atomic<Int64>(.min)

    init(_ clock: @escaping HearbackCore.Clock) {
        self.clock = clock
    }

    var now: Instant {
        max(clock(), Instant(milliseconds: lastRecorded.load(ordering: .acquiring)))
    }

    func recorded(_ instant: Instant) {
        lastRecorded.max(instant.milliseconds, ordering: .releasing)
    }
}
