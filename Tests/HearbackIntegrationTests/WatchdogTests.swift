import Glibc
import HearbackTestSupport
import Synchronization
import Testing

@testable import hearbackd

/// The half of the watchdog that no healthy process shows: silence.
@Suite("A watchdog without progress", .timeLimit(.minutes(1)))
struct WatchdogTests {
    private final class Parts: Sendable {
        let checks = Mutex(0)
        let hangs = Mutex(true)
        let excused = Mutex(false)

        func check() async {
            checks.withLock { $0 += 1 }
            while hangs.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(5)) }
        }
    }

    private func run(_ manager: NotifySocket, _ parts: Parts) -> (task: Task<Void, any Error>, herald: Herald) {
        let herald = Herald(Notifier(environment: ["NOTIFY_SOCKET": manager.name]))
        let watchdog = Watchdog(
            interval: .milliseconds(10), herald: herald, check: parts.check, isExcused: { parts.excused.withLock { $0 } })
        return (Task { try await watchdog.run() }, herald)
    }

    private func manager() throws -> NotifySocket { try NotifySocket("@hearback-test-\(UInt64.random(in: 0 ... .max))") }

    @Test("While a part hangs nothing is said, and no second check piles up; once it moves, word goes out")
    func hangs() async throws {
        let (manager, parts) = (try manager(), Parts())
        let (task, herald) = run(manager, parts)
        try await waitUntil("the check hangs") { parts.checks.withLock { $0 } == 1 }
        // In the order in which they are sent: had the watchdog spoken before, this would come after it.
        herald.ready()
        try await waitUntil("the datagram has come") { manager.count("READY=1") == 1 }
        #expect(manager.count("WATCHDOG=1") == 0)
        #expect(parts.checks.withLock { $0 } == 1)

        parts.hangs.withLock { $0 = false }

        try await waitUntil("word goes out") { manager.count("WATCHDOG=1") >= 2 }
        task.cancel()
        try await task.value
    }

    @Test("Work that was asked for, and the end, are no standstill")
    func excused() async throws {
        for isEnd in [true, false] {
            let (manager, parts) = (try manager(), Parts())
            let (task, herald) = run(manager, parts)
            try await waitUntil("the check hangs") { parts.checks.withLock { $0 } == 1 }

            if isEnd { herald.stopping(seconds: 60) } else { parts.excused.withLock { $0 = true } }

            try await waitUntil("word goes out") { manager.count("WATCHDOG=1") >= 2 }
            task.cancel()
            try await task.value
            parts.hangs.withLock { $0 = false }
        }
    }

    @Test(
        "Only who is meant watches itself",
        arguments: [("1", "1000"), ("", "1000"), (nil, "1000"), ("own", "0"), ("own", "soon"), ("own", nil)] as [(String?, String?)])
    func meant(pid: String?, microseconds: String?) {
        var environment = ["PATH": "/usr/bin"]
        environment["WATCHDOG_PID"] = pid == "own" ? "\(ownPID)" : pid
        environment["WATCHDOG_USEC"] = microseconds
        #expect(Watchdog.interval(environment: environment) == nil)
        #expect(Watchdog.interval(environment: ["WATCHDOG_PID": "\(ownPID)", "WATCHDOG_USEC": "3000000"]) == .milliseconds(1_500))
    }

    private var ownPID: Int32 { getpid() }
}
