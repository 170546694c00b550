import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

/// Runs hearbackd until it ends by itself.
private func start(
    _ scratch: Scratch, _ arguments: String..., environment: [String: String] = [:]
) async throws -> CommandLineTool.Result {
    var tool = CommandLineTool(program: try Project.program("hearbackd"), scratch: scratch)
    tool.environment = environment
    return try await tool.run(arguments, timeout: .seconds(20))
}

@Suite("Configuration", .keepingFailures)
struct ConfigurationTests {
    @Test("Everything wrong is told at once, each by file, key and what was expected")
    func faultyFile() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let file = try scratch.write(
                """
                [server]
                port = "eighty"
                speed = 9
                [store]
                queue_limit = 0
                [delivery]
                allowed_ports = [443, 70000]
                [roles]
                auditors = "root"
                [log]
                level = "loud"
                [cache]
                size = 1
                """, to: "bad.toml")

            let result = try await start(scratch, "--config", file)

            #expect(result.exit == .code(78))
            #expect(result.output.isEmpty)
            for expected in [
                "server.port: has the wrong type or range\nhint: expected a whole number from 0 to 65535",
                "server.speed: is no setting\nhint: [server] has host, port, public_url",
                "store.queue_limit: has the wrong type or range\nhint: expected a whole number from 1 to 100000",
                "delivery.allowed_ports: has the wrong type or range\nhint: expected a list of whole numbers",
                "roles.auditors: has the wrong type or range\nhint: expected a list of strings",
                "log.level: has the wrong type or range\nhint: expected one of \"trace\"",
                "cache: is no section\nhint: the sections are [server]",
            ] {
                #expect(result.errors.contains("error: \(file): \(expected)"))
            }
            #expect(result.errors.components(separatedBy: "error: ").count - 1 == 7)
        }
    }

    @Test("A file that is no TOML, or is not there, is told with its name", arguments: ["[server\nport = 1", "= ="])
    func noTOML(text: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let file = try scratch.write(text, to: "bad.toml")

            let bad = try await start(scratch, "--config", file)
            let missing = try await start(scratch, "--config", scratch.file("none.toml"))

            #expect(bad.exit == .code(78))
            #expect(bad.errors.contains("error: \(file): line 1, column"))
            #expect(missing.exit == .code(78))
            #expect(missing.errors.contains("error: \(scratch.file("none.toml")): can't be read"))
        }
    }

    @Test("The environment overrides the file, and is checked like it")
    func environment() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let file = try scratch.write(try DaemonSettings.toml(in: scratch), to: "hearback.toml")

            let unknown = try await start(
                scratch, "--config", file, "--check-config", environment: ["HEARBACK_STORE_SIZE": "1"])
            let wrong = try await start(
                scratch, "--config", file, "--check-config", environment: ["HEARBACK_SERVER_PORT": "http"])
            let right = try await start(
                scratch, "--config", file, "--check-config", environment: ["HEARBACK_LOG_LEVEL": "error"])

            #expect(unknown.exit == .code(78))
            #expect(unknown.errors.contains("error: environment: HEARBACK_STORE_SIZE: is no setting"))
            #expect(wrong.exit == .code(78))
            #expect(wrong.errors.contains("environment variable HEARBACK_SERVER_PORT: server.port"))
            #expect(right.exit == .code(0))
            #expect(right.output == "\(file): ok\n")
            #expect(!FileManager.default.fileExists(atPath: scratch.file("hearback.sqlite")))
        }
    }

    @Test("--check-config looks at the calendar, the zone and the networks that the file points at")
    func pointers() async throws {
        let faults = [
            ["time.calendar": "\"none.json\""], ["time.zone": "\"Africa/Atlantis\""],
            ["delivery.allowed_networks": "[\"10.0.0.0/99\"]"],
        ]
        for fault in faults {
            let scratch = try Scratch(named: #function)
            try await scratch.use {
                let file = try scratch.write(try DaemonSettings.toml(in: scratch, fault), to: "hearback.toml")

                let result = try await start(scratch, "--config", file, "--check-config")

                #expect(result.exit == .code(78), "\(fault): \(result)")
                #expect(result.errors.contains("error: \(fault.keys.first ?? "")"))
            }
        }
    }

    @Test("--print-config prints the commented example of config/hearback.toml, and that example is accepted")
    func printedConfiguration() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let printed = try await start(scratch, "--print-config")
            let example = Project.file("config/hearback.toml")
            let checked = try await start(scratch, "--check-config", "--config", example)

            #expect(printed.exit == .code(0))
            #expect(printed.output == String(decoding: try Project.contents("config/hearback.toml"), as: UTF8.self))
            #expect(checked.exit == .code(0), "\(checked)")
        }
    }

    @Test("Wrong use of the command line ends with 64", arguments: [["--simulated-clock", "noon"], ["--port", "1"]])
    func usage(arguments: [String]) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let file = try scratch.write(try DaemonSettings.toml(in: scratch), to: "hearback.toml")
            let tool = CommandLineTool(program: try Project.program("hearbackd"), scratch: scratch)

            let result = try await tool.run(["--config", file] + arguments, timeout: .seconds(20))

            #expect(result.exit == .code(64), "\(result)")
        }
    }
}

@Suite("The ledger's file", .keepingFailures)
struct LedgerFileTests {
    @Test("A second daemon on the same file ends with 75, and the first goes on")
    func secondDaemon() async throws {
        try await DaemonFixture.with { daemon in
            let other = try daemon.scratch.write(
                try DaemonSettings.toml(
                    in: daemon.scratch, ["admin.socket": DaemonSettings.quoted(daemon.scratch.file("other.sock"))]),
                to: "other.toml")

            let result = try await start(daemon.scratch, "--config", other)

            #expect(result.exit == .code(75))
            #expect(result.errors.contains("error: another hearbackd holds"))
            #expect(result.errors.contains("hint: stop the other hearbackd first"))
            #expect(try await daemon.site.get("/healthz").status == 200)
        }
    }

    @Test("A second daemon on another file but the same socket ends with 75 and leaves the socket alone")
    func secondSocket() async throws {
        try await DaemonFixture.with { daemon in
            let other = try daemon.scratch.write(
                try DaemonSettings.toml(
                    in: daemon.scratch, ["store.path": DaemonSettings.quoted(daemon.scratch.file("other.sqlite"))]),
                to: "other.toml")

            let result = try await start(daemon.scratch, "--config", other)

            #expect(result.exit == .code(75), "\(result)")
            #expect(try await daemon.desk.get("/admin/v1/status").status == 200)
        }
    }

    @Test("The socket that a killed daemon left behind does not hinder the next")
    func staleSocket() async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.kill()
            #expect(FileManager.default.fileExists(atPath: daemon.socket))

            try await daemon.start()

            #expect(try await daemon.desk.get("/admin/v1/status").status == 200)
        }
    }

    @Test("A newer file, one of another program, or a text is refused and not touched", arguments: Foreign.allCases)
    func foreignFiles(foreign: Foreign) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let config = try scratch.write(try DaemonSettings.toml(in: scratch), to: "hearback.toml")
            try await foreign.make(scratch, config)
            let before = try Data(contentsOf: URL(fileURLWithPath: scratch.file("hearback.sqlite")))

            let result = try await start(scratch, "--config", config)

            #expect(result.exit == .code(78), "\(result)")
            #expect(result.errors.contains(foreign.told), "\(result)")
            #expect(result.errors.contains("hint: "))
            #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.file("hearback.sqlite"))) == before)
        }
    }

    enum Foreign: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case newer, otherProgram, text

        var testDescription: String { rawValue }
        var told: String {
            switch self {
            case .newer: "has schema version 99; this program knows up to"
            case .otherProgram: "is a SQLite file, but not one of Hearback's"
            case .text: "hearback.sqlite"
            }
        }

        func make(_ scratch: Scratch, _ config: String) async throws {
            let store = scratch.file("hearback.sqlite")
            switch self {
            case .text: _ = try scratch.write(String(repeating: "Chers collègues, ", count: 100), to: "hearback.sqlite")
            case .otherProgram:
                try await sqlite(
                    scratch, store, "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('harira')")
            case .newer:
                // A real file of ours first, then marked as a later version would.
                let daemon = try ChildProcess(
                    try Project.program("hearbackd"), ["--config", config], output: scratch.file("made.out"),
                    errors: scratch.file("made.err"))
                try await waitUntil("the file is made") { scratch.text(of: "made.out").hasSuffix("\n") }
                daemon.send(signal: SIGTERM)
                try #require(try await daemon.waitForExit() == .code(0))
                try await sqlite(
                    scratch, store,
                    """
                    PRAGMA user_version = 99; INSERT INTO grdb_migrations VALUES ('0099-later');
                    PRAGMA wal_checkpoint(TRUNCATE)
                    """)
            }
        }

        private func sqlite(_ scratch: Scratch, _ store: String, _ sql: String) async throws {
            let python = CommandLineTool(program: Project.python, scratch: scratch)
            let script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])"
            _ = try await python.run("-c", script, store, sql).check()
        }
    }

    @Test("A file of the real clock does not run on a simulated one, nor the reverse")
    func clocks() async throws {
        for simulated in [true, false] {
            let scratch = try Scratch(named: #function)
            try await scratch.use {
                let config = try scratch.write(try DaemonSettings.toml(in: scratch), to: "hearback.toml")
                let clock = ["--simulated-clock", Demo.start]
                let program = try Project.program("hearbackd")
                let first = try ChildProcess(
                    program, ["--config", config] + (simulated ? clock : []), output: scratch.file("made.out"),
                    errors: scratch.file("made.err"))
                try await waitUntil("the file is made") { scratch.text(of: "made.out").hasSuffix("\n") }
                first.send(signal: SIGTERM)
                try #require(try await first.waitForExit() == .code(0))

                let second = try await CommandLineTool(program: program, scratch: scratch)
                    .run(["--config", config] + (simulated ? [] : clock), timeout: .seconds(20))

                #expect(second.exit == .code(78))
                #expect(second.errors.contains("the file lives by the \(simulated ? "simulated" : "system") clock"))
            }
        }
    }

    @Test("The file is written with WAL, its application id, and for its owner only")
    func fileOnDisk() async throws {
        try await DaemonFixture.with { daemon in
            let attributes = try FileManager.default.attributesOfItem(atPath: daemon.store)
            let socket = try FileManager.default.attributesOfItem(atPath: daemon.socket)

            #expect(try await daemon.query("PRAGMA application_id") == ["1212302155"])
            #expect(try await daemon.query("PRAGMA journal_mode") == ["wal"])
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(socket[.posixPermissions] as? Int == 0o660)
        }
    }
}
