import Foundation
import HearbackAPI
import HearbackTestSupport
import Testing

/// `hearback doctor`: each check finds what is wrong on a real installation, and names a remedy.
@Suite("The doctor", .keepingFailures)
struct DoctorTests {
    private static let settings = ["transparency.publish_seconds": "1"]

    @Test("A daemon that is well, up and down")
    func well() async throws {
        try await DaemonFixture.with(configuration: Self.settings) { daemon in
            try await daemon.add(try Demo.openBills())
            _ = try await daemon.submit(.sample())
            try await LogOutsider(daemon).waitForHead()
            let up = try await Diagnosis(daemon)
            #expect(up.exit == .code(0) && up.failures == [], "\(up)")
            for check in ["configuration", "files", "keys", "ledger", "log", "wal", "calendar", "daemon", "queue", "endpoints"] {
                #expect(up.statuses(check).allSatisfy { $0 == "ok" } && !up.statuses(check).isEmpty, "\(check): \(up)")
            }
            #expect(up.message("queue")?.hasPrefix("1 comment waiting, the oldest for 0 min") == true)
            #expect(up.statuses("mail") == ["warn"])
            try await daemon.stop()
            let down = try await Diagnosis(daemon)
            #expect(down.exit == .code(0) && down.statuses("daemon") == ["warn"] && down.statuses("ledger") == ["ok"], "\(down)")

            let shown = try await daemon.commandLineTool().run("doctor", "--config", daemon.scratch.file("hearback.toml")).check()
            #expect(shown.output.contains("ok    keys           ") && shown.output.contains("warn  daemon         no daemon holds the ledger\n"))
            #expect(shown.output.contains("                     hint: start it with"))
        }
    }

    @Test("Files that others may read or write, or that belong to somebody else")
    func files() async throws {
        try await stopped { daemon in
            for suffix in ["", ".key", ".log-key"] {
                chmod(daemon.store + suffix, 0o640)
                try await Diagnosis(daemon).expectFailure("files", "is open to others (mode 640)", "chmod 600 \(daemon.store)\(suffix)")
                chmod(daemon.store + suffix, 0o600)
            }
            chmod(daemon.scratch.path, 0o777)
            try await Diagnosis(daemon).expectFailure("files", "others may write to the ledger's folder", "chmod go-w")
            chmod(daemon.scratch.path, 0o700)
            guard getuid() == 0 else { return }
            chown(daemon.store + ".key", 65_534, 65_534)
            try await Diagnosis(daemon).expectFailure("files", "does not belong to the user whose folder it is in", "chown --reference=")
        }
    }

    @Test("By a user who may not look, nothing is said to be well", .enabled(if: getuid() == 0, "only root becomes somebody else"))
    func stranger() async throws {
        try await stopped { daemon in
            let program = daemon.scratch.file("hearback")
            // By another process: a child that is just being started would have a copy that is written here open, "text file busy".
            _ = try await CommandLineTool(program: "/bin/cp", scratch: daemon.scratch).run(try Project.program("hearback"), program).check()
            let state = daemon.scratch.file("state")
            try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            for suffix in ["", ".key", ".log-key"] {
                try FileManager.default.moveItem(atPath: daemon.store + suffix, toPath: state + "/hearback.sqlite" + suffix)
            }
            let file = try daemon.scratch.write(
                try DaemonSettings.toml(in: daemon.scratch, ["store.path": DaemonSettings.quoted(state + "/hearback.sqlite")]), to: "hearback.toml")
            chmod(daemon.scratch.path, 0o755)
            chmod(file, 0o644)
            let tool = CommandLineTool(program: "/usr/bin/setpriv", scratch: daemon.scratch)
            let result = try await tool.run(
                "--reuid", "65534", "--regid", "65534", "--clear-groups", program, "doctor", "--config", file, "--json")
            let findings = try result.lines.map { try JSONDecoder().decode(Diagnosis.Finding.self, from: Data($0.utf8)) }
            #expect(result.exit == .code(1))
            for check in ["files", "keys", "ledger", "daemon"] {
                let own = findings.filter { $0.check == check }
                #expect(!own.isEmpty && own.allSatisfy { $0.status == "fail" && $0.remedy != nil }, "\(check): \(result)")
            }
        }
    }

    @Test("Keys that are missing, are none, or belong to another ledger")
    func keys() async throws {
        try await stopped { daemon in
            let (key, logKey) = (daemon.store + ".key", daemon.store + ".log-key")
            let otherLog = "PRIVATE+KEY+hearback.test/log1+5a0ba1d5+AbqdLlG2iZ0ZpPlQS1Rrsd4b0oM8yz3tQVS7yvGvV0aH"
            let cases: [(String, String?, String, String)] = [
                (key, nil, "is not there", "put back the copy"), (key, "abc", "does not hold 64 hexadecimal digits", "put back the copy"),
                (key, String(repeating: "0f", count: 32), "is not the key of this ledger", "store.key"),
                (logKey, nil, "is not there", "transparency.key"), (logKey, "abc", "does not hold the key of a log", "put back the copy"),
                (logKey, otherLog, "", "put back"),
            ]
            for (path, text, words, remedy) in cases {
                let own = try Data(contentsOf: URL(fileURLWithPath: path))
                try FileManager.default.removeItem(atPath: path)
                if let text { #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])) }
                try await Diagnosis(daemon).expectFailure("keys", words, remedy)
                #expect(FileManager.default.createFile(atPath: path, contents: own, attributes: [.posixPermissions: 0o600]))
            }
            #expect(try await Diagnosis(daemon).failures == [])
        }
    }

    @Test("A ledger that another version wrote, that awaits migrations, that is none, that is gone")
    func ledger() async throws {
        try await stopped { daemon in
            let version = try #require(Int(try await daemon.query("PRAGMA user_version")[0]))
            try await daemon.change("PRAGMA user_version = 99")
            try await Diagnosis(daemon).expectFailure("ledger", "has schema version 99, this version knows \(version)", "install the version")
            try await daemon.change("PRAGMA user_version = \(version - 2)")
            let pending = try await Diagnosis(daemon)
            #expect(pending.statuses("ledger") == ["warn"] && pending.message("ledger")?.hasPrefix("2 migrations pending") == true)
            #expect(pending.remedy("ledger")?.contains("hearback backup") == true)
            try FileManager.default.removeItem(atPath: daemon.store)
            #expect(try await Diagnosis(daemon).statuses("ledger") == ["warn"])
            _ = try daemon.scratch.write(String(repeating: "Chers collègues, ", count: 100), to: "hearback.sqlite")
            try await Diagnosis(daemon).expectFailure("ledger", "not a database", "name a ledger")
        }
    }

    @Test("A ledger from a backup, before the daemon refuses it")
    func log() async throws {
        try await DaemonFixture.with(configuration: Self.settings) { daemon in
            try await daemon.add(try Demo.openBills())
            let backup = try await daemon.backUp()
            _ = try await daemon.submit(.sample())
            try await LogOutsider(daemon).waitForHead()
            try await daemon.stop()
            _ = try await daemon.restore(backup.path, "--replace").check()
            try await Diagnosis(daemon).expectFailure("log", "the ledger is older than the head of", "put back a later backup")
            try FileManager.default.removeItem(atPath: daemon.store + ".head")
            #expect(try await Diagnosis(daemon).statuses("log") == ["warn"])
            _ = try daemon.scratch.write("nothing", to: "hearback.sqlite.head")
            try await Diagnosis(daemon).expectFailure("log", "does not hold the head of a log", "transparency.high_water_mark")
        }
    }

    @Test("A configuration with a typing error; a zone, a calendar and credentials that are not there", arguments: [
        ("mail.rely = \"x\"", "configuration", "mail.rely: is no setting", "[mail] has relay"),
        ("time.zone = \"Africa/Atlantis\"", "zone", "time.zone Africa/Atlantis", "install tzdata"),
        ("time.calendar = \"none.json\"", "calendar", "none.json can't be read", "check time.calendar"),
        ("mail.relay = \"localhost\"", "mail", "mail.from is no e-mail address", "write one"),
        ("delivery.signing_key = \"/none/key\"", "files", "/none/key, can't be seen", "put the file there"),
    ])
    func configuration(line: String, check: String, words: String, remedy: String) async throws {
        try await stopped { daemon in
            let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
            let file = try daemon.scratch.write(try DaemonSettings.toml(in: daemon.scratch, [parts[0]: parts[2]]), to: "hearback.toml")
            #expect(file == daemon.scratch.file("hearback.toml"))
            try await Diagnosis(daemon).expectFailure(check, words, remedy)
        }
    }

    @Test("Credentials of the mail relay that everybody reads; tz data from before Morocco's change")
    func pointedAt() async throws {
        try await stopped { daemon in
            let credentials = try daemon.scratch.write("amina\nsecret\n", to: "credentials")
            chmod(credentials, 0o644)
            let changes = [
                "mail.relay": "\"localhost\"", "mail.from": "\"notices@example.org\"", "mail.credentials": DaemonSettings.quoted(credentials),
                "time.zoneinfo": DaemonSettings.quoted(Project.file("Tests/Fixtures/time/zoneinfo-2025b")),
            ]
            _ = try daemon.scratch.write(try DaemonSettings.toml(in: daemon.scratch, changes), to: "hearback.toml")
            let diagnosis = try await Diagnosis(daemon)
            diagnosis.expectFailure("mail", "may be read or written by every user", "chmod")
            diagnosis.expectFailure("files", "the mail relay's credentials", "chmod 600")
            #expect(diagnosis.statuses("zone") == ["warn"] && diagnosis.remedy("zone")?.contains("tzdata") == true)
            chmod(credentials, 0o600)
            #expect(try await Diagnosis(daemon).statuses("mail") == ["ok"])
        }
    }

    @Test("A comment past its promised day, an endpoint that fails and one that is disabled")
    func service() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.openBills())
                let endpoint = try await daemon.register(receiver)
                _ = try await daemon.submit(.sample())
                try await daemon.moveClock(to: "2025-11-03T09:00:00Z")
                _ = try await daemon.submit(.sample("Plus tard."))
                try await daemon.change("UPDATE endpoint SET failing_since = 1756717200000 WHERE id = '\(endpoint.id)'")
                let late = try await Diagnosis(daemon)
                #expect(late.message("queue")?.hasPrefix("2 comments waiting, the oldest for 63 d") == true, "\(late)")
                #expect(late.message("queue")?.hasSuffix("1 past the day that was promised") == true && late.remedy("queue")?.contains("queue list") == true)
                #expect(late.message("endpoints") == "1 failing: \(endpoint.id)" && late.remedy("endpoints")?.contains("endpoint list") == true)
                try await daemon.change("UPDATE endpoint SET state = 'disabled', disabled_reason = 'gone', failing_since = NULL WHERE id = '\(endpoint.id)'")
                #expect(try await Diagnosis(daemon).message("endpoints") == "1 disabled: \(endpoint.id)")
            }
        }
    }

    @Test("A daemon that holds the ledger, and does not answer where it should")
    func unreachable() async throws {
        try await DaemonFixture.with(configuration: Self.settings) { daemon in
            try FileManager.default.removeItem(atPath: daemon.socket)
            try await Diagnosis(daemon).expectFailure("daemon", "a daemon holds the ledger, but", "systemctl")
        }
    }

    @Test(
        "A disk that is nearly full",
        .enabled(if: SmallDisk.isPossible, "a small disk can only be mounted by root with CAP_SYS_ADMIN"))
    func disk() async throws {
        try await stopped { daemon in
            let disk = try SmallDisk(daemon.scratch, bytes: 8 << 20)
            defer { disk.unmount() }
            let file = disk.path + "/hearback.sqlite"
            for suffix in ["", ".key", ".log-key"] { try FileManager.default.copyItem(atPath: daemon.store + suffix, toPath: file + suffix) }
            _ = try daemon.scratch.write(
                try DaemonSettings.toml(in: daemon.scratch, ["store.path": DaemonSettings.quoted(file)]), to: "hearback.toml")
            try await Diagnosis(daemon).expectFailure("disk", "MB free for \(disk.path)", "make room")
        }
    }

    private func stopped(named name: String = #function, _ body: (DaemonFixture) async throws -> Void) async throws {
        try await DaemonFixture.with(configuration: Self.settings, named: name) { daemon in
            try await daemon.add(try Demo.openBills())
            try await LogOutsider(daemon).waitForHead()
            try await daemon.stop()
            try await body(daemon)
        }
    }
}

/// What the doctor said.
private struct Diagnosis: CustomStringConvertible {
    struct Finding: Decodable {
        var check: String
        var status: String
        var message: String
        var remedy: String?
    }

    let exit: ChildProcess.Exit
    let findings: [Finding]
    let description: String

    init(_ daemon: DaemonFixture) async throws {
        let result = try await daemon.commandLineTool().run("doctor", "--config", daemon.scratch.file("hearback.toml"), "--json")
        (exit, description) = (result.exit, "\(result)")
        findings = try result.lines.map { try JSONDecoder().decode(Finding.self, from: Data($0.utf8)) }
        #expect(findings.allSatisfy { ($0.status == "ok") == ($0.remedy == nil) }, "what is not ok has a remedy: \(result)")
    }

    var failures: [String] { findings.filter { $0.status == "fail" }.map(\.check) }
    func statuses(_ check: String) -> [String] { findings.filter { $0.check == check }.map(\.status) }
    func message(_ check: String) -> String? { findings.first { $0.check == check }?.message }
    func remedy(_ check: String) -> String? { findings.first { $0.check == check && $0.status != "ok" }?.remedy }

    func expectFailure(_ check: String, _ words: String, _ remedy: String) {
        let hits = findings.filter { $0.check == check && $0.status == "fail" }
        #expect(exit == .code(1) && hits.contains { (words.isEmpty || $0.message.contains(words)) && $0.remedy?.contains(remedy) == true }, "\(check) \(words): \(self)")
    }
}
