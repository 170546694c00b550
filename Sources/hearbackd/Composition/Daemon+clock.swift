import HearbackCore
import HearbackDelivery
import Logging

extension Daemon {
    /// Nil on a simulated clock, which is always right.
    static func clockCheck(
        _ configuration: DaemonConfiguration, isSimulated: Bool, _ clock: @escaping HearbackCore.Clock, _ logger: Logger
    ) -> ClockCheck? {
        guard !isSimulated else { return nil }
        let check = ClockCheck(
            clock: clock, release: HearbackVersion.released, holdsUnsynchronised: configuration.holdsUnsynchronised)
        if check.verdict == .unsynchronised {
            logger.warning(
                "the kernel says that nothing keeps its clock right; receivers refuse messages that are 300 seconds off: run chrony or systemd-timesyncd"
            )
        }
        return check
    }
}

extension ClockCheck {
    /// As status words.
    var report: (synchronised: Bool?, isHeld: Bool) {
        switch verdict {
        case .synchronised: (true, holds)
        case .unsynchronised, .beforeRelease: (false, holds)
        case .unknown: (nil, holds)
        }
    }
}
