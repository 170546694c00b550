import HearbackStore
import Logging
import ServiceLifecycle

/// Brings comments back to the moderators when the term for a clarification has run out.
struct ClarificationExpirer: Service {
    let ledger: Ledger
    let logger: Logger
    let wakeUps: AsyncStream<Void>
    private let wakeUp: AsyncStream<Void>.Continuation

    init(ledger: Ledger, logger: Logger) {
        (self.ledger, self.logger) = (ledger, logger)
        (wakeUps, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Looks now, for instance after the simulated clock moved.
    func wake() {
        wakeUp.yield()
    }

    func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask {
                while !Task.isCancelled {
                    wakeUp.yield()
                    // Cancellation ends the sleep; the loop sees it.
                    try? await Task.sleep(for: .seconds(60))
                }
            }
            for await _ in wakeUps.cancelOnGracefulShutdown() { await expire() }
            group.cancelAll()
        }
    }

    private func expire() async {
        do {
            let expired = try await ledger.expireClarifications()
            if expired > 0 { logger.info("clarifications expired", metadata: ["count": "\(expired)"]) }
        } catch {
            logger.warning("clarifications could not be expired", metadata: ["error": "\(error)"])
        }
    }
}
