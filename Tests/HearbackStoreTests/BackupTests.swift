import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import HearbackTransparency
import Testing

@Suite("Backups of a ledger")
struct BackupTests {
    private static let now = Instant(rfc3339: "2026-11-25T02:17:00.123Z")!
    private static let name = "ledger-20261125T021700Z.sqlite"

    /// A ledger with a log, and a folder for its backups.
    private func with(_ body: @Sendable (LedgerFixture, String) async throws -> Void) async throws {
        let scratch = try Scratch(named: "backup")
        try await scratch.use {
            let key = try #require(SigningKey(generatedFor: "hearback.test/log1"))
            try await LedgerFixture.with { $0.log = LogOptions(keys: [key]) } _: { fixture in try await body(fixture, scratch.path) }
        }
    }

    private func backUp(_ fixture: LedgerFixture, to place: String, at now: Instant = now) throws -> LedgerBackup.Made {
        try LedgerBackup(try BackupPlan(of: fixture.path, to: place, at: now)).run()
    }

    private func files(_ folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    @Test("A copy that is made while comments come in has all that was acknowledged before, and its log holds")
    func whileWriting() async throws {
        try await with { fixture, folder in
            for number in 1...300 { _ = try await fixture.submit("avant \(number)") }
            async let more: Void = { for number in 1...200 { _ = try await fixture.submit("pendant \(number)") } }()
            let made = try backUp(fixture, to: folder)
            try await more

            let copy = folder + "/" + Self.name
            #expect(try files(folder) == [Self.name])
            #expect(try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int == 0o600)
            let log = try #require(made.examination.log)
            #expect(made.examination.comments >= 300 && log.isSigned && log.leaves == made.examination.comments + 2)
            // Another pair of eyes.
            let file = try DatabaseQueue(path: copy)
            let texts = try await file.read { try String.fetchSet($0, sql: "SELECT text FROM content") }
            #expect(texts.isSuperset(of: (1...300).map { "avant \($0)" }))
            #expect(try await file.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "delete")
        }
    }

    @Test("Erased text is not in the copy, although the ledger's free pages may have it still")
    func erased() async throws {
        try await with { fixture, folder in
            let canary = "canari-" + String(repeating: "zylophage", count: 400)
            _ = try await fixture.submit(canary)
            for number in 1...50 { _ = try await fixture.submit("autre \(number)") }
            try fixture.inspect { try $0.execute(sql: "UPDATE content SET text = NULL, salt = NULL WHERE text LIKE 'canari-%'") }
            _ = try backUp(fixture, to: folder)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + Self.name))
            #expect(bytes.range(of: Data("canari-zylophage".utf8)) == nil)
        }
    }

    @Test("What was tampered with is no backup: nothing is left, and the reason is told", arguments: [
        ("UPDATE log_leaf SET entry = CAST(replace(CAST(entry AS TEXT), '2023', '2022') AS BLOB) WHERE number = 2", "its log does not hold"),
        ("DELETE FROM log_leaf WHERE number = (SELECT max(number) FROM log_leaf)", "the log's head speaks of"),
        ("UPDATE log_head SET note = x'00'", "the log's head is none"),
        ("DELETE FROM event WHERE sequence = 2", "names one of event that is not there"),
    ])
    func tampered(sql: String, words: String) async throws {
        try await with { fixture, folder in
            for number in 1...5 { _ = try await fixture.submit("\(number)") }
            try fixture.inspect { db in
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                    try db.execute(sql: "DROP TRIGGER \(trigger)")
                }
            }
            let stranger = try DatabaseQueue(path: fixture.path)
            try await stranger.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = OFF; " + sql) }
            try stranger.close()
            let error = #expect(throws: UpkeepError.self) { try backUp(fixture, to: folder) }
            #expect(error?.kind == .unsound && error?.problem.contains(words) == true, "\(String(describing: error))")
            #expect(try files(folder) == [])
        }
    }

    @Test("A file with garbage in a page does not pass")
    func garbage() async throws {
        try await with { fixture, folder in
            for number in 1...200 { _ = try await fixture.submit("commentaire \(number)") }
            _ = try backUp(fixture, to: folder)
            let copy = folder + "/" + Self.name
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: copy))
            for page in 3...20 {
                try handle.seek(toOffset: UInt64(page * 4_096 + 100))
                try handle.write(contentsOf: Data(repeating: 0xA5, count: 900))
            }
            try handle.close()
            let error = #expect(throws: UpkeepError.self) { _ = try LedgerExamination(of: try StillLedger(copy)) }
            #expect(error?.kind == .unsound)
        }
    }

    @Test("A place that is taken, a folder that is not there and a file that is no ledger are refused")
    func places() async throws {
        try await with { fixture, folder in
            _ = try backUp(fixture, to: folder)
            let again = #expect(throws: UpkeepError.self) { try backUp(fixture, to: folder) }
            #expect(again?.kind == .refused && again?.problem.contains("is there already") == true)
            let missing = #expect(throws: UpkeepError.self) { try backUp(fixture, to: folder + "/none/") }
            #expect(missing?.kind == .missing)
            try Data("notes".utf8).write(to: URL(fileURLWithPath: folder + "/notes"))
            let text = #expect(throws: UpkeepError.self) {
                try LedgerBackup(try BackupPlan(of: folder + "/notes", to: folder + "/copy", at: Self.now)).run()
            }
            #expect(text?.kind == .unsound)
            #expect(try files(folder) == [Self.name, "notes"])
        }
    }

    @Test("A draft that a killed run left goes; one that a running one holds stays")
    func drafts() async throws {
        try await with { fixture, folder in
            let (left, held) = (folder + "/ledger-20260101T000000Z.sqlite.part", folder + "/ledger-20260102T000000Z.sqlite.part")
            for path in [left, left + "-journal", folder + "/ledger-20250101T000000Z.sqlite.part-journal", held] { try Data("half".utf8).write(to: URL(fileURLWithPath: path)) }
            let descriptor = open(held, O_RDONLY | O_CLOEXEC)
            #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            _ = try backUp(fixture, to: folder)
            #expect(try files(folder) == [(held as NSString).lastPathComponent, Self.name])
            let same = #expect(throws: UpkeepError.self) {
                try backUp(fixture, to: folder, at: try #require(Instant(rfc3339: "2026-01-02T00:00:00Z")))
            }
            #expect(same?.kind == .refused && same?.problem.contains("another backup is being made") == true)
            #expect(try files(folder) == [(held as NSString).lastPathComponent, Self.name])
            close(descriptor)
        }
    }

    /// Litestream 0.3 makes both tables, and holds a read transaction for as long as it runs.
    @Test("Tables of a replicator, and a reader that never ends, hinder neither the ledger nor a backup")
    func replicated() async throws {
        try await with { fixture, folder in
            try fixture.inspect {
                try $0.execute(sql: "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); CREATE TABLE _litestream_lock (id INTEGER)")
            }
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let reader = try DatabaseQueue(path: fixture.path, configuration: configuration)
            try await reader.writeWithoutTransaction { try $0.execute(sql: "BEGIN; SELECT count(*) FROM _litestream_seq") }
            for number in 1...20 { _ = try await fixture.submit("\(number)") }
            #expect(try backUp(fixture, to: folder).examination.comments == 20)
            try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
            try reader.close()
        }
    }

    @Test("Pruning keeps the newest of this ledger, and nothing else is touched")
    func pruning() async throws {
        try await with { fixture, folder in
            for day in 20...24 { _ = try backUp(fixture, to: folder, at: try #require(Instant(rfc3339: "2026-11-\(day)T00:00:00Z"))) }
            let others = ["ledger.sqlite", "other-20200101T000000Z.sqlite", "ledger-notes.sqlite", "ledger-20200101T000000Z.sqlite.part"]
            for name in others { try Data().write(to: URL(fileURLWithPath: folder + "/" + name)) }
            let backup = LedgerBackup(try BackupPlan(of: fixture.path, to: folder, at: Self.now))
            _ = try backup.run()
            let removed = try backup.prune(keeping: 3)
            #expect(removed.map { ($0 as NSString).lastPathComponent } == [22, 21, 20].map { "ledger-202611\($0)T000000Z.sqlite" })
            #expect(try files(folder) == (others.dropLast() + ["ledger-20261123T000000Z.sqlite", "ledger-20261124T000000Z.sqlite", Self.name]).sorted())
        }
    }

    @Test("After the log's key was replaced, the leaves are still hashed, and the signature needs the new key")
    func replacedKey() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let (old, new) = try (#require(SigningKey(generatedFor: "hearback.test/log1")), #require(SigningKey(generatedFor: "hearback.test/log1")))
            let clock = ManualClock("2023-01-06T10:00:00Z")
            var options = LedgerFixture.options(scratch.file("ledger.sqlite"), clock)
            for (keys, text) in [([old], "un"), ([old, new], "deux"), ([new], "trois")] {
                options.log = LogOptions(keys: keys)
                try await LedgerFixture.run(options, clock) { fixture in
                    if text == "un" { try await fixture.ledger.add(LedgerFixture.bill(), by: LedgerFixture.administrator) }
                    _ = try await fixture.submit(text)
                }
            }
            let ledger = try StillLedger(options.path)
            #expect(try LedgerExamination(of: ledger).log?.isSigned == false)
            #expect(try LedgerExamination(of: ledger, keys: [new.verifier]).log?.isSigned == true)
            try await DatabaseQueue(path: options.path).write { db in
                try db.execute(sql: "DROP TRIGGER log_leaf_update; UPDATE log_leaf SET entry = CAST(replace(CAST(entry AS TEXT), '2023', '2022') AS BLOB) WHERE number = 1")
            }
            #expect(throws: UpkeepError.self) { try LedgerExamination(of: ledger) }
        }
    }
}
