package import HearbackCore
import Synchronization

/// Time that only the test moves.
package final class ManualClock: Sendable {
    private let instant: Mutex<Instant>

    package init(_ text: String) {
        // A wrong text is the test's own fault, and shows as 1970.
        instant = Mutex(Instant(rfc3339: text) ?? Instant(milliseconds: 0))
    }

    package var clock: HearbackCore.Clock {
        { [self] in now }
    }

    package var now: Instant {
        get { instant.withLock { $0 } }
        set { instant.withLock { $0 = newValue } }
    }

    package func advance(seconds: Int64) {
        instant.withLock { $0 = $0.advanced(byMilliseconds: seconds * 1_000) }
    }
}
