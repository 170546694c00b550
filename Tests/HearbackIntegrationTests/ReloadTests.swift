import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

/// SIGHUP: what is taken over, what waits for a restart, and what is refused.
@Suite("A reload", .keepingFailures)
struct ReloadTests {
    /// Runs a daemon that tells a service manager of its reloads.
    private func with(
        configuration: [String: String] = [:], named name: String = #function, _ body: (DaemonFixture, NotifySocket) async throws -> Void
    ) async throws {
        let manager = try NotifySocket("@hearback-test-\(UInt64.random(in: 0 ... .max))")
        try await DaemonFixture.with(
            configuration: configuration, named: name, launcher: { _ in ["/usr/bin/env", "NOTIFY_SOCKET=\(manager.name)"] }
        ) { try await body($0, manager) }
    }

    /// Waits until the daemon has read its file again.
    private func reload(_ daemon: DaemonFixture, _ manager: NotifySocket, _ changes: [String: String]) async throws {
        _ = try daemon.scratch.write(try DaemonSettings.toml(in: daemon.scratch, changes), to: "hearback.toml")
        try await reload(daemon, manager)
    }

    private func reload(_ daemon: DaemonFixture, _ manager: NotifySocket) async throws {
        let before = manager.count("READY=1")
        try daemon.send(signal: SIGHUP)
        try await waitUntil("the daemon has reloaded") { manager.count("READY=1") > before }
    }

    @Test("It is told in one datagram with the time, and is over when the daemon is ready again")
    func told() async throws {
        try await with { daemon, manager in
            try await waitUntil("the daemon is ready") { manager.count("READY=1") == 1 }
            let before = ProcessInfo.processInfo.systemUptime

            try await reload(daemon, manager)

            let told = try #require(manager.datagrams.first { $0.hasPrefix("RELOADING=1") })
            let parts = told.split(separator: "\n")
            #expect(parts.count == 2 && parts[1].hasPrefix("MONOTONIC_USEC="))
            let at = Double(try #require(Int64(parts[1].dropFirst("MONOTONIC_USEC=".count)))) / 1e6
            #expect(at >= before - 1 && at <= ProcessInfo.processInfo.systemUptime + 1)
            #expect(daemon.errors.contains("changed=nothing"))
            try await waitUntil("the status counts it") { manager.status?.hasSuffix("configuration 2") == true }
        }
    }

    @Test("The level of the log and the roles change at once; what needs a restart is named")
    func changes() async throws {
        try await with(configuration: ["roles.auditors": "[]"]) { daemon, manager in
            try await waitUntil("the daemon is ready") { manager.count("READY=1") == 1 }
            #expect(try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).roles.contains(.moderator))
            let port = try daemon.announcement.port

            try await reload(
                daemon, manager,
                [
                    "log.level": "\"debug\"", "roles.moderators": "[]", "server.port": "1", "intake.body_bytes": "2048",
                    "roles.auditors": "[\(DaemonSettings.quoted(Project.user))]",
                ])

            let roles = try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).roles
            #expect(!roles.contains(.moderator) && roles.contains(.auditor))
            #expect(try daemon.announcement.port == port)
            #expect(daemon.errors.contains("changed=roles.moderators, roles.auditors, log.level"))
            #expect(daemon.errors.contains("changed settings that need a restart"))
            #expect(daemon.errors.contains("settings=server.port, intake.body_bytes"))

            // Named until the restart has happened; what was taken over is not told again.
            try await reload(daemon, manager)
            #expect(daemon.errors.components(separatedBy: "settings=server.port, intake.body_bytes").count == 3)
            #expect(daemon.errors.contains("changed=nothing"))

            try await reload(daemon, manager, ["log.level": "\"error\""])
            let told = daemon.errors
            #expect(!told.contains("changed=roles.moderators, log.level"), "only errors are written at this level")
            try await reload(daemon, manager, ["log.level": "\"info\"", "roles.moderators": "[]"])
            #expect(daemon.errors.dropFirst(told.count).contains("changed=roles.moderators, log.level"))
        }
    }

    @Test("Word lists are read again, also without a change of the settings")
    func wordLists() async throws {
        try await with { daemon, manager in
            try await daemon.add(try Demo.openBills())
            let folder = daemon.scratch.file("words")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let setting = ["screening.lists": DaemonSettings.quoted(folder)]
            try await reload(daemon, manager, setting)
            #expect(try await flags(daemon, "Le mot zébulon paraît ici.").isEmpty)

            _ = try daemon.scratch.write("zébulon\n", to: "words/fr-test.txt")
            try await reload(daemon, manager)

            #expect(try await flags(daemon, "Le mot zébulon paraît encore.") == ["words"])
            #expect(daemon.errors.contains("changed=screening.lists"))
        }
    }

    private func flags(_ daemon: DaemonFixture, _ text: String) async throws -> [String] {
        _ = try await daemon.site.post("/v1/comments", SubmissionRequest.sample(text))
        let query = "SELECT details FROM event WHERE kind = 'flagged' ORDER BY sequence DESC LIMIT 1"
        return try await daemon.query(query).contains { $0.contains("words") } ? ["words"] : []
    }

    @Test("A bad file leaves everything as it is and is told, setting by setting")
    func badFile() async throws {
        try await with { daemon, manager in
            try await waitUntil("the daemon is ready") { manager.count("READY=1") == 1 }

            try await reload(daemon, manager, ["roles.moderators": "[]", "log.level": "\"loud\"", "server.port": "\"eighty\""])

            #expect(try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).roles.contains(.moderator))
            #expect(daemon.errors.contains("configuration refused, the running one stays in force"))
            #expect(daemon.errors.contains("server.port: has the wrong type or range"))
            #expect(daemon.errors.contains("log.level: has the wrong type or range"))
            try await waitUntil("the status says so") { manager.status?.hasSuffix("configuration 1; a later one was refused") == true }

            try await reload(daemon, manager, ["roles.moderators": "[]", "time.calendar": "\"none.json\""])
            #expect(try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).roles.contains(.moderator))
            #expect(daemon.errors.contains("time.calendar"))

            try await reload(daemon, manager, [:])
            try await waitUntil("all is well again") { manager.status?.hasSuffix("configuration 2") == true }
        }
    }
}
