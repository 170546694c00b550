import HearbackCore
import Logging

/// The deliverer's dealings with the outbox, none of which may end it.
struct OutboxDesk: Sendable {
    /// Messages or results in one call.
    static let batch = 100

    let outbox: any Outbox
    let board: DeliveryBoard
    let logger: Logger

    /// Nil when the outbox failed.
    func claim(atMost count: Int) async -> [OutboundMessage]? {
        do { return try await outbox.claim(atMost: count) } catch {
            logger.error("webhooks could not be claimed", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// Nil when nothing waits or the outbox failed.
    func nextDue() async -> Instant? {
        do { return try await outbox.nextDue() } catch {
            logger.error("the next webhook could not be looked up", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// Keeps every result that is there and gives back what was not sent; false when the outbox failed, and then
    /// nothing is lost.
    func settle() async -> Bool {
        while true {
            let reports = board.reports(atMost: Self.batch)
            guard !reports.isEmpty else { break }
            do { try await outbox.record(reports) } catch {
                logger.error(
                    "webhook results could not be kept, nothing more is sent until they are",
                    metadata: ["error": "\(error)", "results": "\(board.unsettled)"])
                return false
            }
            board.settled(reports.count)
        }
        let unsent = board.takeUnsent()
        guard !unsent.isEmpty else { return true }
        do { try await outbox.release(unsent) } catch {
            board.putBack(unsent)
            logger.error("webhooks could not be given back", metadata: ["error": "\(error)"])
            return false
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
                "webhook results are lost, their messages will be sent again",
                metadata: ["results": "\(board.unsettled)"])
        }.value
    }
}
