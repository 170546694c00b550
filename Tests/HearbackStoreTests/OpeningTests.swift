import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Opening a file")
struct OpeningTests {
    private let clock = ManualClock("2023-01-06T10:00:00Z")

    private func failure(_ path: String, change: (inout LedgerOptions) -> Void = { _ in }) -> StoreError.Code? {
        var options = LedgerFixture.options(path, clock)
        change(&options)
        do {
            _ = try Ledger(options)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("A foreign SQLite file and a text are refused, byte for byte unchanged")
    func foreign() throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let sqlite = folder.appending(path: "other.sqlite")
        let queue = try DatabaseQueue(path: sqlite.path)
        try queue.write { try $0.execute(sql: "CREATE TABLE t (x)") }
        try queue.close()
        let text = folder.appending(path: "notes.txt")
        try Data(String(repeating: "not a database ", count: 100).utf8).write(to: text)
        for file in [sqlite, text] {
            let before = try Data(contentsOf: file)
            #expect(failure(file.path) == .foreignFile, "\(file.lastPathComponent)")
            #expect(try Data(contentsOf: file) == before)
        }
    }

    @Test("A file of a newer version is refused")
    func newer() async throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "ledger.sqlite").path
        try await LedgerFixture.run(LedgerFixture.options(path, clock), clock) { _ in }
        let queue = try DatabaseQueue(path: path)
        try await queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999-future')") }
        try queue.close()
        #expect(failure(path) == .newerSchema)
    }

    @Test("A lock that is a link to somewhere else is not followed, and nothing is made there")
    func linkedLock() async throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let (path, elsewhere) = (folder.appending(path: "ledger.sqlite").path, folder.appending(path: "elsewhere").path)
        try FileManager.default.createSymbolicLink(atPath: path + ".lock", withDestinationPath: elsewhere)
        #expect(throws: StoreError.self) { try Ledger(LedgerFixture.options(path, clock)) }
        #expect(!FileManager.default.fileExists(atPath: elsewhere))
    }

    @Test("A file lives by one kind of clock, for ever")
    func clocks() async throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "ledger.sqlite").path
        try await LedgerFixture.run(LedgerFixture.options(path, clock), clock) { _ in }
        #expect(failure(path) { $0.clockKind = .simulated } == .clockMismatch)
        #expect(failure(path) == nil)
    }

    @Test("One file, one writer")
    func lock() async throws {
        try await LedgerFixture.with { fixture in
            #expect(failure(fixture.path) == .busy)
        }
    }

    @Test("A missing folder is said to be missing")
    func missing() throws {
        #expect(failure("/nonexistent/ledger.sqlite") == .inputOutput)
    }

    @Test("What was acknowledged is there after the file is opened again")
    func reopening() async throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let options = LedgerFixture.options(folder.appending(path: "ledger.sqlite").path, clock)
        try await LedgerFixture.run(options, clock) { fixture in
            try await fixture.ledger.add(LedgerFixture.bill(), by: LedgerFixture.administrator)
            _ = try await fixture.submit("un")
        }
        try await LedgerFixture.run(options, clock) { fixture in
            #expect(try await fixture.submit("deux").value == 2)
            let first = try #require(CommentNumber(1))
            #expect(try await fixture.ledger.dossier(of: first)?.text == "un")
        }
    }

    @Test("The ledger's time is never before what is recorded, even when the clock was set back")
    func clockSetBack() async throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let options = LedgerFixture.options(folder.appending(path: "ledger.sqlite").path, clock)
        let recorded = Instant(milliseconds: clock.now.milliseconds + 86_400_000)
        try await LedgerFixture.run(options, clock) { fixture in
            fixture.clock.now = recorded
            try await fixture.ledger.add(LedgerFixture.bill(), by: LedgerFixture.administrator)
        }
        clock.now = Instant(milliseconds: recorded.milliseconds - 3_600_000)
        try await LedgerFixture.run(options, clock) { fixture in
            #expect(fixture.ledger.now == recorded)
            let receipt = try await fixture.ledger.submit(LedgerFixture.submission())
            #expect(receipt.received == recorded)
        }
    }
}
