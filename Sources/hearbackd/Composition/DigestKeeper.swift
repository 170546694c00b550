import HearbackCore
import HearbackHTTP
import HearbackStore
import HearbackTime
import Logging
import ServiceLifecycle

/// Reminds the moderators of what waits, at the hours of its schedule and as long as it holds.
struct DigestKeeper: Service {
    let desk: DigestDesk
    let hours: DailyHours
    let logger: Logger
    private let wakeUps = WakeUps()

    init(desk: DigestDesk, hours: DailyHours, logger: Logger) {
        (self.desk, self.hours, self.logger) = (desk, hours, logger)
    }

    func wake() { wakeUps.wake() }

    func run() async throws {
        await wakeUps.run {
            do { try await sendDue() } catch {
                logger.error("the digest was not sent", metadata: ["error": "\(error)"])
            }
        }
    }

    private func sendDue() async throws {
        guard let sent = try await desk.send(of: hours.latest(at: desk.ledger.now, in: desk.zone)) else { return }
        let facts: Logger.Metadata = [
            "waiting": "\(sent.digest.waiting)", "overdue": "\(sent.digest.overdue)", "told": "\(sent.told)",
            "named": "\(desk.readers.count)",
        ]
        if sent.told < desk.readers.count {
            logger.warning("readers of the digest unsubscribed or are not active", metadata: facts)
        } else {
            logger.info("digest queued", metadata: facts)
        }
    }
}
