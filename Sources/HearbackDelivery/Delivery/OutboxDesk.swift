import HearbackCore
import Logging

/// The deliverer's dealings with the outbox, none of which may end it.
struct OutboxDesk: Sendable {
    /// Results kept at once.
    static let batch = 512

    let outbox: any Outbox
    let board: DeliveryBoard
    let logger: Logger

    /// Keeps results that are there and leases what is due. Nil when the outbox failed; then nothing is lost, and
    /// nothing more is sent until results can be kept again, so that a full disk does not become a storm of duplicates.
    func exchange(claimingAtMost count: Int) async -> (kept: Int, claimed: [OutboundMessage])? {
        let reports = board.reports(atMost: Self.batch)
        do {
            let claimed = try await outbox.exchange(reports, claimingAtMost: count)
            board.settled(reports.count)
            return (reports.count, claimed)
        } catch {
            logger.error(
                "the outbox could not be written, nothing is sent until it can",
                metadata: ["error": "\(error)", "results": "\(board.unsettled)"])
            return nil
        }
    }

    /// Nil when nothing waits or the outbox failed.
    func nextDue() async -> Instant? {
        do { return try await outbox.nextDue() } catch {
            logger.error("the next message could not be looked up", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// Keeps every result that is there; false when the outbox failed.
    func settle() async -> Bool {
        while board.unsettled > 0 {
            guard await exchange(claimingAtMost: 0) != nil else { return false }
        }
        return true
    }

    /// The last word, in a task of its own: cancelling the service must not roll its results back.
    func closeAccounts() async {
        await Task {
            for attempt in 1...5 {
                if await settle() { return }
                if attempt < 5 { try? await Task.sleep(for: .milliseconds(200 << attempt)) }
            }
            logger.critical(
                "results are lost, their messages will be sent again", metadata: ["results": "\(board.unsettled)"])
        }.value
    }
}
