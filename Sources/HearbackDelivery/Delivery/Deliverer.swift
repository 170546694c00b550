package import HearbackCore
package import Logging
import ServiceLifecycle

/// Works off the outbox: claims what is due, sends it, keeps the results. At least once, never twice by its own doing.
///
/// While results cannot be kept nothing more is claimed, so that a full disk does not turn into a storm of duplicates.
package final class Deliverer: Service {
    private let outbox: any Outbox
    private let clock: HearbackCore.Clock
    private let options: DelivererOptions
    private let resolver: any NameResolver
    private let logger: Logger
    private let doorbell = Doorbell()

    package init(
        outbox: any Outbox, clock: @escaping HearbackCore.Clock, options: DelivererOptions = DelivererOptions(),
        resolver: any NameResolver = ResolverPool(), logger: Logger
    ) {
        self.outbox = outbox
        self.clock = clock
        self.options = options
        self.resolver = resolver
        self.logger = logger
    }

    /// Looks into the outbox soon: call it when a message was put there, from anywhere.
    package func wake() { doorbell.ring() }

    /// Runs until the service group shuts down; throws only when the transfer loop cannot start.
    package func run() async throws {
        let loop = try CurlLoop(options.loopOptions)
        let sender = Sender(loop: loop, resolver: resolver, clock: clock, options: options, logger: logger)
        let board = DeliveryBoard(doorbell: doorbell)
        let desk = OutboxDesk(outbox: outbox, board: board, logger: logger)
        await withTaskCancellationOrGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                await pump(board, desk, sender, into: &group)
                sender.close()
                await drain(board, desk)
                await loop.shutDown()
            }
        } onCancelOrGracefulShutdown: {
            board.stop()
        }
        await desk.closeAccounts()
    }

    private func pump(
        _ board: DeliveryBoard, _ desk: OutboxDesk, _ sender: Sender, into group: inout DiscardingTaskGroup
    ) async {
        var failures = 0
        while !board.isStopping {
            guard await desk.settle(), let claimed = await claim(board, desk) else {
                failures += 1
                await doorbell.wait(atMost: Self.backoff(failures))
                continue
            }
            failures = 0
            board.begin(claimed.count)
            for message in claimed {
                group.addTask { board.end(message, await sender.send(message)) }
            }
            if claimed.isEmpty { await doorbell.wait(atMost: await pause(desk)) }
        }
    }

    /// Nil when the outbox failed.
    private func claim(_ board: DeliveryBoard, _ desk: OutboxDesk) async -> [OutboundMessage]? {
        let free = options.inFlight - board.inFlight
        return free > 0 ? await desk.claim(atMost: min(free, OutboxDesk.batch)) : []
    }

    /// Seconds 1, 2, 4 … 30 after so many failures of the outbox in a row.
    static func backoff(_ failures: Int) -> Duration {
        .seconds(min(30, 1 << min(max(failures - 1, 0), 5)))
    }

    private func pause(_ desk: OutboxDesk) async -> Duration {
        guard let due = await desk.nextDue() else { return options.longestPause }
        let left = due.milliseconds(since: clock())
        // Due but not claimable, its endpoint being busy: an attempt that ends rings the bell, this is in case none does.
        return min(options.longestPause, .milliseconds(max(left, 1_000)))
    }

    private func drain(_ board: DeliveryBoard, _ desk: OutboxDesk) async {
        let end = ContinuousClock.now + options.drain
        while board.inFlight > 0, ContinuousClock.now < end, !Task.isCancelled {
            _ = await desk.settle()
            await doorbell.wait(atMost: min(end - .now, .milliseconds(250)))
        }
    }
}
