package import HearbackCore
package import Logging
import Synchronization

/// An outbox from which nothing is claimed while the clock is wrong; results are kept all the same.
package final class ClockedOutbox: Outbox {
    private let outbox: any Outbox
    private let check: ClockCheck
    private let logger: Logger
    private let isHolding = Atomic(false)

    package init(_ outbox: any Outbox, _ check: ClockCheck, logger: Logger) {
        (self.outbox, self.check, self.logger) = (outbox, check, logger)
    }

    package func exchange(_ reports: [AttemptReport], claimingAtMost count: Int) async throws -> [OutboundMessage] {
        try await outbox.exchange(reports, claimingAtMost: holds() ? 0 : count)
    }

    /// Nil while the clock is wrong: it is looked at again after the deliverer's longest pause.
    package func nextDue() async throws -> Instant? {
        holds() ? nil : try await outbox.nextDue()
    }

    /// Says so once when it begins and once when it ends.
    private func holds() -> Bool {
        let holds = check.holds
        guard isHolding.exchange(holds, ordering: .acquiringAndReleasing) != holds else { return holds }
        if holds {
            logger.error(
                "deliveries are held, the clock is not right: receivers would refuse their timestamps",
                metadata: ["clock": "\(check.verdict)"])
        } else {
            logger.notice("the clock is right, deliveries go on")
        }
        return holds
    }
}
