import Glibc
import HearbackCore
import Synchronization

/// The machine's wall clock, clock_gettime(2).
enum SystemClock {
    static let now: HearbackCore.Clock = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// A clock that stands still until it is moved, for the demo and for tests. A ledger made under it never runs on real
/// time, nor the reverse.
final class SimulatedClock: Sendable {
    private let instant: Mutex<Instant>

    init(startingAt instant: Instant) {
        self.instant = Mutex(instant)
    }

    var now: HearbackCore.Clock {
        { [self] in instant.withLock { $0 } }
    }

    /// Moves forward, never back.
    func advance(to later: Instant) {
        instant.withLock { $0 = max($0, later) }
    }
}
