import HearbackStore
import Logging
import ServiceLifecycle

/// Keeps the index of words and the groups of near copies up to date, behind the intake and not in its way, and sees to it that nothing removed stays in it.
struct IndexKeeper: Service {
    let ledger: Ledger
    let logger: Logger
    /// So many times as long as a step took, while comments come: a twentieth of the writer's time at most.
    private static let patience = 19.0
    private static let rest = Duration.seconds(2)
    /// Rests between two looks at what was removed.
    private static let purgeEvery = 15

    func run() async throws {
        let (stopped, stop) = AsyncStream.makeStream(of: Void.self)
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await keep() }
                for await _ in stopped {}
                group.cancelAll()
            }
        } onGracefulShutdown: {
            stop.finish()
        }
    }

    private func keep() async {
        var looks = 0
        while !Task.isCancelled {
            do {
                try await index()
                if looks % Self.purgeEvery == 0 {
                    let isDue = try await ledger.awaitsPurge()
                    if try await ledger.purge(), isDue { logger.info("what was erased is gone from the file") }
                }
            } catch {
                logger.warning("the index of words was not kept", metadata: ["error": "\(error)"])
            }
            looks += 1
            // Cancellation ends the sleep; the loop sees it.
            try? await Task.sleep(for: Self.rest)
        }
    }

    private func index() async throws {
        let clock = ContinuousClock()
        while !Task.isCancelled {
            let (start, comments) = (clock.now, try await ledger.totals().comments)
            // Near copies are found through the index, and can wait longer than a search.
            if try await ledger.indexNew() == 0, try await ledger.groupNew() == 0 { return }
            // With few connections the queue is mostly empty, though comments come all the time.
            let arrived = try await ledger.totals().comments - comments
            if ledger.queueDepth > 0 || arrived > 0 { try await clock.sleep(for: (clock.now - start) * Self.patience) }
        }
    }
}
