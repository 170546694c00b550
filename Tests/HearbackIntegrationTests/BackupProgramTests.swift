import Foundation
import HearbackAPI
import HearbackTestSupport
import Testing

/// `hearback backup` and `hearback restore` as an administrator uses them, against a real daemon.
@Suite("Backup and restore", .keepingFailures)
struct BackupProgramTests {
    struct Backup: Decodable {
        struct Holds: Decodable {
            struct Log: Decodable {
                var leaves: Int64
                var signed: Bool
            }
            var comments: Int
            var log: Log
        }
        var path: String
        var holds: Holds
        var keep_apart: [String: String]
        var removed: [String]
    }

    struct Restored: Decodable {
        var aside: String?
        var lost_leaves: Int
        var lost_comments: Int?
        var will_sign: Bool
        var dry_run: Bool
    }

    private static let settings = ["transparency.publish_seconds": "1"]

    @Test("While 310 comments come in from 16 connections, a backup has every one that was acknowledged before it began")
    func underLoad() async throws {
        try await DaemonFixture.with(configuration: Self.settings) { daemon in
            try await daemon.add(try Demo.openBills())
            let comments = try Demo.comments()
            let items = try comments.map { Load.Item(key: nil, body: try WireJSON.encode($0.request)) }
            let load = Load(items, on: daemon)
            async let running: Void = load.run(connections: 16)
            try await waitUntil("some comments to be acknowledged") { load.result.acknowledgements >= 60 }
            let before = load.result.acknowledged.values.compactMap(\.first)
            let made = try await daemon.backUp()
            try await running

            #expect(load.result.odd == [] && load.result.broken == 0)
            #expect(made.holds.comments >= before.count && made.holds.log.signed)
            #expect(made.keep_apart == [
                "ledger_key": daemon.store + ".key", "log_key": daemon.store + ".log-key", "high_water_mark": daemon.store + ".head",
            ])
            // Put back elsewhere, under the keys, each is found by its receipt, and the log goes on.
            try await daemon.stop()
            try FileManager.default.removeItem(atPath: daemon.store + ".head")
            let restored = try await daemon.restore(made.path, "--replace").check().json(Restored.self)
            #expect(restored.aside?.hasPrefix(daemon.store + ".before-restore-") == true && restored.will_sign)
            try await daemon.start()
            for receipt in before { #expect(try await daemon.receipt(receipt.receiptToken).receivedAt == receipt.receivedAt) }
            _ = try await daemon.submit(.sample("Après."))
            let outsider = try await LogOutsider(daemon)
            try await outsider.waitForHead()
            _ = try await outsider.log("--url", try outsider.url).check()
        }
    }

    @Test("A backup older than the published head: the loss is told before and after, and the daemon does not sign on")
    func older() async throws {
        try await DaemonFixture.with(configuration: Self.settings) { daemon in
            try await daemon.add(try Demo.openBills())
            _ = try await daemon.submit(.sample("Avant."))
            let made = try await daemon.backUp()
            for number in 1...3 { _ = try await daemon.submit(.sample("Après \(number).")) }
            try await LogOutsider(daemon).waitForHead()

            let running = try await daemon.restore(made.path, "--replace")
            #expect(running.exit == .code(1) && running.errors.contains("a daemon holds") && running.errors.contains("hint: stop it"))
            let rehearsed = try await daemon.restore(made.path, "--dry-run").check().json(Restored.self)
            #expect(rehearsed.dry_run && rehearsed.lost_leaves == 3 && rehearsed.lost_comments == 3 && !rehearsed.will_sign)
            try await daemon.stop()
            let refused = try await daemon.restore(made.path)
            #expect(refused.exit == .code(1) && refused.errors.contains("is there already") && refused.errors.contains("--replace"))

            let tool = try daemon.commandLineTool()
            let config = daemon.scratch.file("hearback.toml")
            let told = try await tool.run("restore", made.path, "--to", daemon.store, "--config", config, "--replace").check()
            for words in ["3 leaves of the log were signed, 3 comments among them", "the daemon will not start on it", "put back a later backup", "docs/transparency-log.md"] {
                #expect(told.output.contains(words), "\(told)")
            }
            #expect(try await daemon.startToDie([]) == .code(78))
            #expect(daemon.errors.contains("the ledger is older than what was signed already"))
            // The file that was kept aside is the later copy.
            let aside = try #require(try daemon.files().first { $0.contains(".before-restore-") })
            let back = try await daemon.restore(daemon.scratch.file(aside), "--replace").check().json(Restored.self)
            #expect(back.lost_leaves == 0 && back.will_sign)
            try await daemon.start()
        }
    }

    @Test("The folder is the working directory, names tell the time, --keep removes what is older, and people are told what to keep apart")
    func words() async throws {
        try await DaemonFixture.with(configuration: Self.settings) { daemon in
            try await daemon.add(try Demo.openBills())
            let folder = daemon.scratch.file("backups")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            for name in ["hearback-20200101T000000Z.sqlite", "hearback-20200102T000000Z.sqlite"] {
                _ = try daemon.scratch.write("old", to: "backups/" + name)
            }
            let (program, config) = (try Project.program("hearback"), daemon.scratch.file("hearback.toml"))
            let shell = CommandLineTool(program: "/bin/sh", scratch: daemon.scratch)
            let result = try await shell.run("-c", "cd '\(folder)' && exec '\(program)' backup --config '\(config)' --keep 2").check()
            for words in ["backup ", "holds        0 comments", "the root is the one that was signed", "removed ", ".sqlite.key: without it", ".sqlite.log-key: without it", "not with it"] {
                #expect(result.output.contains(words), "\(result)")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(names.count == 2 && names[0] == "hearback-20200102T000000Z.sqlite")
            #expect(result.errors.isEmpty)
        }
    }

    @Test("With wrong use, or a place that is taken, cause and remedy are told and nothing is removed")
    func wrongUse() async throws {
        try await DaemonFixture.with(configuration: Self.settings) { daemon in
            let tool = try daemon.commandLineTool()
            let made = try await daemon.backUp()
            let cases: [([String], Int32, String)] = [
                (["backup", "--ledger", daemon.store, "--to", made.path], 1, "is there already"),
                (["backup", "--ledger", daemon.store, "--to", daemon.scratch.file("none/")], 66, "there is no folder"),
                (["backup", "--ledger", daemon.store, "--to", daemon.scratch.file("x.sqlite"), "--keep", "1"], 64, "--keep tells backups by their names"),
                (["backup", "--ledger", daemon.store, "--keep", "0"], 64, "--keep takes a whole number from 1"),
                (["backup", "--ledger", daemon.scratch.file("none.sqlite")], 66, "can't read"),
                (["backup", "--ledger", daemon.scratch.file("hearback.toml")], 65, "not a database"),
                (["backup", "--config", daemon.scratch.file("none.toml")], 65, "can't be read"),
                (["restore", daemon.scratch.file("none.sqlite"), "--to", daemon.scratch.file("y.sqlite")], 66, "can't read"),
                (["restore", daemon.store, "--to", daemon.store], 1, "is the ledger itself"),
            ]
            for (arguments, code, words) in cases {
                let result = try await tool.run(arguments)
                #expect(result.exit == .code(code) && result.errors.contains(words) && result.errors.contains("hint: "), "\(arguments): \(result)")
            }
            #expect(FileManager.default.fileExists(atPath: made.path))
        }
    }

    /// 120 MB, so that the copy is still being made, or checked, when something comes in between.
    private static let ballast = "CREATE TABLE ballast (x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) "
        + "INSERT INTO ballast SELECT randomblob(2000) FROM n"

    @Test(
        "A disk that fills while the copy is made: nothing is left, and the reason is told",
        .enabled(if: SmallDisk.isPossible, "a small disk can only be mounted by root with CAP_SYS_ADMIN"))
    func fullDisk() async throws {
        try await DaemonFixture.with(configuration: Self.settings) { daemon in
            try await daemon.add(try Demo.openBills())
            try await daemon.change(Self.ballast)
            let disk = try SmallDisk(daemon.scratch, bytes: 160 << 20)
            defer { disk.unmount() }
            let child = try ChildProcess(
                try Project.program("hearback"), ["backup", "--ledger", daemon.store, "--to", disk.path + "/copy"], output: daemon.scratch.file("out"),
                errors: daemon.scratch.file("err"))
            try await waitUntil("the copy has begun") { FileManager.default.fileExists(atPath: disk.path + "/copy.part") }
            try disk.fill()
            #expect(try await child.waitForExit() == .code(74))
            let errors = daemon.scratch.text(of: "err")
            #expect(errors.hasPrefix("error: no room is left") && errors.contains("hint: make room on that disk"), "\(errors)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["ballast"])
        }
    }

    @Test("SIGTERM in the middle leaves no half file")
    func interrupted() async throws {
        try await DaemonFixture.with(configuration: Self.settings) { daemon in
            try await daemon.add(try Demo.openBills())
            try await daemon.change(Self.ballast)
            let folder = daemon.scratch.file("backups")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            let child = try ChildProcess(
                try Project.program("hearback"), ["backup", "--ledger", daemon.store, "--to", folder], output: daemon.scratch.file("out"),
                errors: daemon.scratch.file("err"))
            try await waitUntil("the copy has begun") { try !FileManager.default.contentsOfDirectory(atPath: folder).isEmpty }
            child.send(signal: SIGTERM)
            #expect(try await child.waitForExit() == .signal(SIGTERM))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
            #expect(daemon.scratch.text(of: "err").contains("interrupted; nothing is left of the copy"))
        }
    }

    @Test(
        "On a disk without room nothing is begun, and the reason is told",
        .enabled(if: SmallDisk.isPossible, "a small disk can only be mounted by root with CAP_SYS_ADMIN"))
    func noRoom() async throws {
        try await DaemonFixture.with(configuration: Self.settings) { daemon in
            try await daemon.add(try Demo.openBills())
            for number in 1...50 { _ = try await daemon.submit(.sample("Commentaire \(number)")) }
            let disk = try SmallDisk(daemon.scratch, bytes: 64 << 10)
            defer { disk.unmount() }
            let result = try await daemon.commandLineTool().run("backup", "--ledger", daemon.store, "--to", disk.path)
            #expect(result.exit == .code(74) && result.errors.contains("free") && result.errors.contains("hint: make room"), "\(result)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == [])
        }
    }
}

extension DaemonFixture {
    /// Makes a backup beside the ledger.
    func backUp() async throws -> BackupProgramTests.Backup {
        let place = scratch.file("backup-\(UInt32.random(in: 0 ... .max)).sqlite")
        return try await commandLineTool().run("backup", "--config", scratch.file("hearback.toml"), "--to", place, "--json").check()
            .json(BackupProgramTests.Backup.self)
    }

    func restore(_ backup: String, _ more: String...) async throws -> CommandLineTool.Result {
        try await commandLineTool().run(["restore", backup, "--to", store, "--config", scratch.file("hearback.toml"), "--json"] + more)
    }

    func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() }
}
