import Glibc
import ServiceLifecycle
import Synchronization

/// Tells the service manager that the daemon is well, only ever after the work itself has gone on: a timer alone would keep a
/// daemon alive in which nothing moves.
struct Watchdog: Service {
    /// Between two words; half of what the manager waits for.
    let interval: Duration
    let herald: Herald
    /// Returns once everything has moved; a hanging part keeps it.
    let check: @Sendable () async -> Void
    /// Work that somebody asked for and that holds up everything else is no standstill.
    let isExcused: @Sendable () -> Bool

    /// Nil where nobody watches this process (sd_watchdog_enabled(3)).
    static func interval(environment: [String: String]) -> Duration? {
        guard let microseconds = environment["WATCHDOG_USEC"].flatMap(Int64.init), microseconds > 0,
            environment["WATCHDOG_PID"].flatMap(Int32.init) == getpid()
        else { return nil }
        return .microseconds(microseconds / 2)
    }

    func run() async throws {
        let watch = Task { await self.watch() }
        await withTaskCancellationOrGracefulShutdownHandler {
            await watch.value
        } onCancelOrGracefulShutdown: {
            watch.cancel()
        }
    }

    private func watch() async {
        while !Task.isCancelled {
            let next = ContinuousClock.now + interval
            await passOnce()
            if Task.isCancelled { break }
            herald.ping()
            // Cancellation ends the sleep; the loop sees it.
            try? await Task.sleep(until: next, clock: .continuous)
        }
    }

    /// Towards the daemon's end its parts stand still one by one, which is no fault; how long that takes the manager limits anyway.
    private func passOnce() async {
        let passed = Passed()
        Task {
            await check()
            passed.isSet.withLock { $0 = true }
        }
        while !passed.isSet.withLock({ $0 }), !herald.isStopping, !isExcused(), !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }
}

private final class Passed: Sendable {
    let isSet = Mutex(false)
}
