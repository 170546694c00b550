import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import HearbackTransparency
import Testing

@Suite("Restoring a ledger")
struct RestoreTests {
    /// A ledger that was closed, its backup, and what came after it.
    struct World: Sendable {
        let folder: Scratch
        let options: LedgerOptions
        let key: SigningKey

        var ledger: String { options.path }
        var backup: String { folder.file("backup.sqlite") }
        var mark: String { ledger + ".head" }

        func open(_ body: @Sendable (LedgerFixture) async throws -> Void) async throws {
            try await LedgerFixture.run(options, ManualClock("2023-01-06T10:00:00Z"), body)
        }

        func comments(of path: String) throws -> Int? {
            try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM comment") }
        }
    }

    /// - Parameter after: comments since the backup; the last head of all is the published one.
    private func with(after: Int, named name: String = #function, _ body: (World) async throws -> Void) async throws {
        let scratch = try Scratch(named: name)
        try await scratch.use {
            let key = try #require(SigningKey(generatedFor: "hearback.test/log1"))
            var options = LedgerFixture.options(scratch.file("ledger.sqlite"), ManualClock("2023-01-06T10:00:00Z"))
            options.log = LogOptions(keys: [key])
            let world = World(folder: scratch, options: options, key: key)
            try await world.open { fixture in
                try await fixture.ledger.add(LedgerFixture.bill(), by: LedgerFixture.administrator)
                for number in 1...4 { _ = try await fixture.submit("avant \(number)") }
                _ = try LedgerBackup(try BackupPlan(of: world.ledger, to: world.backup, at: Instant(milliseconds: 0))).run()
                for number in 0..<after { _ = try await fixture.submit("après \(number)") }
                let head = try #require(try await fixture.ledger.unpublishedHead())
                try Data(head).write(to: URL(fileURLWithPath: world.mark))
            }
            try await body(world)
        }
    }

    @Test("Elsewhere: the file is whole, for its owner alone, and opens again")
    func elsewhere() async throws {
        try await with(after: 0) { world in
            let target = world.folder.file("elsewhere.sqlite")
            let report = try LedgerRestore(world.backup, to: target).run(asideSuffix: nil)
            #expect(report.aside == nil && report.examination.comments == 4 && report.consequences.published == nil)
            #expect(try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int == 0o600)
            var options = world.options
            options.path = target
            try await LedgerFixture.run(options, ManualClock("2023-01-06T10:00:00Z")) { fixture in
                let number = try await fixture.submit("encore")
                #expect(number.value == 5)
            }
        }
    }

    @Test("A ledger that is there is not overwritten, and with leave it is kept aside with its write-ahead log")
    func replacing() async throws {
        try await with(after: 3) { world in
            let restore = LedgerRestore(world.backup, to: world.ledger)
            let before = try Data(contentsOf: URL(fileURLWithPath: world.ledger))
            let refused = #expect(throws: UpkeepError.self) { try restore.run(asideSuffix: nil) }
            #expect(refused?.kind == .refused && refused?.hint.contains("--replace") == true)
            #expect(try Data(contentsOf: URL(fileURLWithPath: world.ledger)) == before)
            // As after a crash: what was acknowledged last is in the write-ahead log alone.
            let crashed = world.folder.file("crashed.sqlite")
            let writer = try DatabaseQueue(path: world.ledger)
            try await writer.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 0; INSERT INTO meta VALUES ('only', 'in the wal')")
                for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: world.ledger + suffix, toPath: crashed + suffix) }
            }
            let report = try LedgerRestore(world.backup, to: crashed, mark: world.mark).run(asideSuffix: ".old")
            #expect(report.aside == crashed + ".old" && !FileManager.default.fileExists(atPath: crashed + "-wal"))
            #expect(try world.comments(of: crashed) == 4)
            #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder.path).allSatisfy { !$0.contains(".restoring") })
            #expect(try world.comments(of: crashed + ".old") == 7)
            let kept = try await DatabaseQueue(path: crashed + ".old").read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'only'") }
            #expect(kept == "in the wal")
            // It can be put back as it stands, with that.
            let back = try LedgerRestore(crashed + ".old", to: crashed, mark: world.mark).run(asideSuffix: ".older")
            #expect(back.examination.comments == 7 && back.consequences.isSignable)
        }
    }

    @Test("What was signed since the backup is counted, and whether the log may go on is told", arguments: [0, 3])
    func consequences(after: Int) async throws {
        try await with(after: after) { world in
            let rehearsal = try LedgerRestore(world.backup, to: world.ledger).rehearse().consequences
            #expect(rehearsal.leaves == Int64(after) && rehearsal.comments == Int64(after) && rehearsal.published == Int64(6 + after))
            #expect(rehearsal.isSignable == (after == 0))
            // Rehearsed is not done.
            #expect(try world.comments(of: world.ledger) == 4 + after)
        }
    }

    @Test("Of another history with as many leaves, no daemon may sign on")
    func otherHistory() async throws {
        try await with(after: 0) { world in
            let other = try #require(SigningKey(generatedFor: "hearback.test/log1"))
            let head = try Checkpoint(origin: "hearback.test/log1", size: 6, root: TreeHash.leaf([1])).signed(by: [other])
            try Data(head.bytes).write(to: URL(fileURLWithPath: world.mark))
            let consequences = try LedgerRestore(world.backup, to: world.ledger).rehearse().consequences
            #expect(consequences.leaves == 0 && !consequences.isSignable)
        }
    }

    @Test("A write-ahead log without its ledger is not taken for that of the backup")
    func orphan() async throws {
        try await with(after: 0) { world in
            let target = world.folder.file("elsewhere.sqlite")
            try Data("frames".utf8).write(to: URL(fileURLWithPath: target + "-wal"))
            let refused = #expect(throws: UpkeepError.self) { try LedgerRestore(world.backup, to: target).run(asideSuffix: nil) }
            #expect(refused?.kind == .refused && refused?.problem.contains("-wal is there without its ledger") == true)
        }
    }

    @Test("What root puts back belongs to the daemon's user", .enabled(if: getuid() == 0, "only root gives files away"))
    func ownership() async throws {
        try await with(after: 0) { world in
            let folder = world.folder.file("state")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            chown(folder, 65_534, 65_534)
            _ = try LedgerRestore(world.backup, to: folder + "/ledger.sqlite").run(asideSuffix: nil)
            for name in ["ledger.sqlite", "ledger.sqlite.lock"] {
                let owner = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)[.ownerAccountID] as? Int
                #expect(owner == 65_534, "\(name)")
            }
        }
    }

    @Test("While a daemon holds the ledger nothing is done")
    func held() async throws {
        try await with(after: 1) { world in
            try await world.open { _ in
                let refused = #expect(throws: UpkeepError.self) { try LedgerRestore(world.backup, to: world.ledger).run(asideSuffix: ".old") }
                #expect(refused?.kind == .refused && refused?.problem.contains("a daemon holds") == true)
            }
            #expect(try world.comments(of: world.ledger) == 5)
            #expect(!FileManager.default.fileExists(atPath: world.ledger + ".old"))
        }
    }

    @Test("A damaged backup and the ledger itself change nothing")
    func refused() async throws {
        try await with(after: 1) { world in
            let damaged = world.folder.file("damaged.sqlite")
            var bytes = try Data(contentsOf: URL(fileURLWithPath: world.backup))
            bytes.replaceSubrange(20_000..<60_000, with: Data(repeating: 0x5A, count: 40_000))
            try bytes.write(to: URL(fileURLWithPath: damaged))
            for (backup, kind) in [(damaged, UpkeepError.Kind.unsound), (world.ledger, .refused)] {
                let error = #expect(throws: UpkeepError.self) { try LedgerRestore(backup, to: world.ledger).run(asideSuffix: ".old") }
                #expect(error?.kind == kind, "\(backup)")
            }
            #expect(try world.comments(of: world.ledger) == 5)
            let names = try FileManager.default.contentsOfDirectory(atPath: world.folder.path)
            #expect(!names.contains { $0.hasSuffix(".old") || $0.hasSuffix(".restoring") })
        }
    }
}
