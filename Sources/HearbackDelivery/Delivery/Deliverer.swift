package import HearbackCore
package import Logging
import ServiceLifecycle
import Synchronization

/// Works off the outbox: claims what is due, sends it, keeps the results. At least once, never twice by its own doing.
package final class Deliverer: Service {
    private let outbox: any Outbox
    private let clock: HearbackCore.Clock
    private let limits: DeliveryLimits
    private let makeSender: @Sendable () throws -> any MessageSender
    private let logger: Logger
    private let doorbell = Doorbell()
    private let turnstile = Turnstile()
    private let sender = Mutex<(any MessageSender)?>(nil)

    /// - Parameter makeSender: called once, when the deliverer begins to run.
    package init(
        outbox: any Outbox, clock: @escaping HearbackCore.Clock, limits: DeliveryLimits = DeliveryLimits(),
        logger: Logger, makeSender: @escaping @Sendable () throws -> any MessageSender
    ) {
        (self.outbox, self.clock, self.limits) = (outbox, clock, limits)
        (self.logger, self.makeSender) = (logger, makeSender)
    }

    /// Looks into the outbox soon: call it when a message was put there, from anywhere.
    package func wake() { doorbell.ring() }

    /// Returns once the loop that works off the outbox has begun a turn, and each thread that sends has gone through its own.
    /// A part that hangs keeps it.
    package func pulse() async {
        let turn = turnstile.next()
        wake()
        await turn.value()
        await sender.withLock { $0 }?.pulse()
    }

    /// Runs until the service group shuts down; throws only when the sender can't be made.
    package func run() async throws {
        let sender = try makeSender()
        self.sender.withLock { $0 = sender }
        let board = DeliveryBoard(doorbell: doorbell)
        let desk = OutboxDesk(outbox: outbox, board: board, logger: logger)
        await withTaskCancellationOrGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                await pump(board, desk, sender, into: &group)
                await sender.close()
                await drain(board, desk)
                await sender.shutDown()
            }
        } onCancelOrGracefulShutdown: {
            board.stop()
        }
        await desk.closeAccounts()
    }

    private func pump(
        _ board: DeliveryBoard, _ desk: OutboxDesk, _ sender: any MessageSender, into group: inout DiscardingTaskGroup
    ) async {
        var failures = 0
        while !board.isStopping {
            turnstile.pass()
            await board.gather()
            let room = board.room(prompt: limits.prompt, inAll: limits.inFlight, slow: limits.slow)
            if board.hasSlow { sender.giveBackStalled(for: limits.slow) }
            guard let (kept, claimed) = await desk.exchange(claimingAtMost: room) else {
                failures += 1
                await doorbell.wait(atMost: Self.backoff(failures))
                continue
            }
            failures = 0
            board.begin(claimed)
            if !claimed.isEmpty { group.addTask { await sender.send(claimed) { board.end($0) } } }
            if kept == 0, claimed.isEmpty { await doorbell.wait(atMost: await pause(desk, isFull: room == 0)) }
        }
    }

    /// Seconds 1, 2, 4 … 30 after so many failures of the outbox in a row.
    static func backoff(_ failures: Int) -> Duration {
        .seconds(min(30, 1 << min(max(failures - 1, 0), 5)))
    }

    private func pause(_ desk: OutboxDesk, isFull: Bool) async -> Duration {
        // With every place taken, time itself makes room: an attempt becomes a slow one.
        if isFull { return limits.slow }
        guard let due = await desk.nextDue() else { return limits.longestPause }
        return min(limits.longestPause, .milliseconds(max(due.milliseconds(since: clock()), 50)))
    }

    private func drain(_ board: DeliveryBoard, _ desk: OutboxDesk) async {
        let end = ContinuousClock.now + limits.drain
        while board.inFlight > 0, ContinuousClock.now < end, !Task.isCancelled {
            _ = await desk.settle()
            await doorbell.wait(atMost: min(end - .now, .milliseconds(250)))
        }
    }
}

/// How much the deliverer does at the same time.
package struct DeliveryLimits: Sendable {
    /// Attempts that have begun within `slow`.
    package var prompt: Int
    /// Attempts in all.
    package var inFlight: Int
    /// How long an attempt may take before it no longer counts as prompt.
    package var slow: Duration
    /// How long a graceful shutdown waits for attempts under way.
    package var drain: Duration
    /// The longest real pause between two looks into the outbox, since the clock may be simulated.
    package var longestPause: Duration

    package init(
        prompt: Int = 256, inFlight: Int = 2_048, slow: Duration = .seconds(1), drain: Duration = .seconds(25),
        longestPause: Duration = .seconds(30)
    ) {
        (self.prompt, self.inFlight, self.slow) = (prompt, inFlight, slow)
        (self.drain, self.longestPause) = (drain, longestPause)
    }
}
