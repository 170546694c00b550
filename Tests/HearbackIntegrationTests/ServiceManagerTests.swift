import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

/// What hearbackd tells its service manager, over a real datagram socket.
@Suite("The service manager", .keepingFailures)
struct ServiceManagerTests {
    /// Runs a daemon that talks to `manager`.
    private func with(
        _ manager: NotifySocket, configuration: [String: String] = [:], variables: [String] = [], named name: String = #function,
        _ body: (DaemonFixture) async throws -> Void
    ) async throws {
        try await DaemonFixture.with(
            configuration: configuration, named: name, launcher: { _ in ["/usr/bin/env", "NOTIFY_SOCKET=\(manager.name)"] + variables }, body)
    }

    /// A name that is in no file system.
    private func manager() throws -> NotifySocket { try NotifySocket("@hearback-test-\(UInt64.random(in: 0 ... .max))") }

    @Test("The start asks for time, and is ready only when all servers listen; the end is told at once")
    func startAndEnd() async throws {
        let manager = try manager()
        try await with(manager, configuration: ["admin.listen": "\"127.0.0.1:0\""]) { daemon in
            try await waitUntil("the daemon is ready") { manager.count("READY=1") == 1 }
            #expect(manager.lines.first == "EXTEND_TIMEOUT_USEC=20000000")
            #expect(try await daemon.site.get("/healthz").status == 200)
            #expect(try await daemon.desk.get("/admin/v1/status").status == 200)
            #expect(try await daemon.desk("none").get("/admin/v1/status").status == 401)

            try await daemon.stop()

            #expect(manager.count("READY=1") == 1)
            let (ready, end) = (manager.lines.firstIndex(of: "READY=1"), manager.lines.firstIndex(of: "STOPPING=1"))
            #expect(try #require(ready) < (try #require(end)))
            let asked = manager.lines.lastIndex { $0 == "EXTEND_TIMEOUT_USEC=20000000" }
            #expect(try #require(asked) < (try #require(ready)), "more time is asked for though the start is over")
        }
    }

    @Test("A socket with a path is heard too")
    func path() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let manager = try NotifySocket(scratch.file("notify"))
            try await with(manager) { _ in try await waitUntil("the daemon is ready") { manager.count("READY=1") == 1 } }
        }
    }

    @Test("A start that takes long asks for more time again and again")
    func slowStart() async throws {
        let manager = try manager()
        try await with(manager) { daemon in
            try await daemon.stop()
            let asked = manager.count("EXTEND_TIMEOUT_USEC=20000000")
            // As long as somebody else writes to the file, nobody can bring its schema up to date.
            let script = """
                import sqlite3, sys, time
                sqlite3.connect(sys.argv[1], isolation_level=None).execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(60)
                """
            let holder = try ChildProcess(
                Project.python, ["-c", script, daemon.store], output: daemon.scratch.file("holder.out"),
                errors: daemon.scratch.file("holder.err"))
            try await waitUntil("the file is held") { daemon.scratch.text(of: "holder.out") == "held\n" }

            async let start: Void = daemon.start()
            try await waitUntil("time is asked for again") { manager.count("EXTEND_TIMEOUT_USEC=20000000") >= asked + 2 }
            #expect(manager.count("READY=1") == 1, "it is ready before it has opened the ledger")
            holder.send(signal: SIGKILL)
            try await start

            try await waitUntil("the daemon is ready") { manager.count("READY=1") == 2 }
        }
    }

    @Test("Nobody there to be told is no fault", arguments: ["@hearback-nobody", "/nowhere/notify", "notify", String(repeating: "/n", count: 80)])
    func nobody(name: String) async throws {
        try await DaemonFixture.with(launcher: { _ in ["/usr/bin/env", "NOTIFY_SOCKET=\(name)"] }) { (daemon: DaemonFixture) async throws -> Void in
            #expect(try await daemon.site.get("/healthz").status == 200)
        }
    }

    @Test("The status counts what waits, without a word about whom")
    func status() async throws {
        let manager = try manager()
        try await with(manager) { daemon in
            try await waitUntil("there is a status") { manager.status?.hasPrefix("Serving; 0 comments wait; 0 messages owed") == true }
            try await daemon.add(try Demo.openBills())
            #expect(try await daemon.site.post("/v1/comments", SubmissionRequest.sample("Une remarque de Karima.")).status == 201)

            try await waitUntil("the status follows") { manager.status == "Serving; 1 comment waits; 0 messages owed; configuration 1" }

            #expect(!manager.datagrams.contains { $0.contains("Karima") || $0.contains("pl-03-25") })
        }
    }

    @Test("A bad configuration is the last word, with a number for programs")
    func badConfiguration() async throws {
        let manager = try manager()
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let file = try scratch.write("[server]\nport = \"eighty\"\nspeed = 9\n", to: "bad.toml")
            var tool = CommandLineTool(program: try Project.program("hearbackd"), scratch: scratch)
            tool.environment = ["NOTIFY_SOCKET": manager.name]

            #expect(try await tool.run("--config", file).exit == .code(78))

            try await waitUntil("the reason is told") { manager.status != nil }
            #expect(manager.status == "Failed: \(file): server.port: has the wrong type or range (and 1 more)")
            #expect(manager.lines.contains("ERRNO=22"))
            #expect(manager.count("READY=1") == 0)

            // A reload runs this; the service's own state is not to change.
            let before = manager.datagrams
            #expect(try await tool.run("--config", file, "--check-config").exit == .code(78))
            #expect(manager.datagrams == before)
        }
    }

    @Test("A watched daemon says again and again that it is well, also while it writes")
    func watchdog() async throws {
        let manager = try manager()
        let watched = ["/bin/sh", "-c", "export WATCHDOG_PID=$$ WATCHDOG_USEC=400000; exec \"$@\"", "sh"]
        try await with(manager, variables: watched) { daemon in
            try await daemon.add(try Demo.openBills())
            for round in 1...5 {
                #expect(try await daemon.site.post("/v1/comments", SubmissionRequest.sample("\(round)")).status == 201)
                try await waitUntil("the daemon is well") { manager.count("WATCHDOG=1") >= 2 * round }
            }
            #expect(manager.datagrams.contains("WATCHDOG=1"))
            // A process that stands still says nothing, and goes on afterwards.
            try daemon.send(signal: SIGSTOP)
            try await waitUntil("all that was sent has come") {
                let count = manager.count("WATCHDOG=1")
                try await Task.sleep(for: .milliseconds(600))
                return manager.count("WATCHDOG=1") == count
            }
            let count = manager.count("WATCHDOG=1")
            try daemon.send(signal: SIGCONT)
            try await waitUntil("the daemon is well again") { manager.count("WATCHDOG=1") > count }
        }
    }

    @Test("Somebody else's watchdog is none of its business")
    func othersWatchdog() async throws {
        let manager = try manager()
        try await with(manager, variables: ["WATCHDOG_PID=1", "WATCHDOG_USEC=20000"]) { daemon in
            try await waitUntil("the daemon is ready") { manager.count("READY=1") == 1 }
            // Each of these takes longer than a word of the watchdog would.
            for _ in 1...20 { #expect(try await daemon.desk.get("/admin/v1/status").status == 200) }
            try await daemon.stop()
            #expect(manager.count("WATCHDOG=1") == 0)
        }
    }
}
