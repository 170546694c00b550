import Foundation
import GRDB
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackStore

@Suite("Erasure")
struct ErasureTests {
    private static let words = [
        "zyxwvaquux", "qwertzuiopa", "zohra.brahimi", "0661234567", "kwestionquux", "replyquux", "reasonquux", "groundsquux",
        "answerquux", "translatedquux", "amendedquux", "outcomequux", "notequux", "receiverquux",
    ]

    /// A comment about which everything was said that can be, each with a word of its own.
    private static func life(_ fixture: LedgerFixture) async throws -> CommentNumber {
        let endpoint = try await fixture.endpoint()
        let receipt = try await fixture.ledger.submit(
            Submission(
                bill: "bill", language: .french, text: "zyxwvaquux habite ici, appelez 0661234567",
                submitter: Submitter(kind: .person, name: "Qwertzuiopa Nom", email: "zohra.brahimi@example.org"), endpoint: endpoint))
        let (number, token) = (receipt.comment, receipt.token)
        func act(_ action: CommentAction, _ actor: Actor) async throws {
            fixture.clock.advance(seconds: 60)
            _ = try await fixture.ledger.apply(action, to: number, by: actor)
        }
        _ = try await fixture.ledger.indexNew()
        try await act(.noteAdded(text: "notequux"), LedgerFixture.moderator)
        try await act(.clarificationAsked(question: "kwestionquux ?"), LedgerFixture.moderator)
        _ = try await fixture.ledger.apply(.clarificationReceived(reply: "replyquux"), by: token)
        try await act(.rejected(.other, explanation: "reasonquux"), LedgerFixture.moderator)
        _ = try await fixture.ledger.apply(.appealed(grounds: "groundsquux"), by: token)
        try await act(.published, LedgerFixture.colleague)
        try await act(.answered(text: "answerquux", translations: LocalizedText([.arabic: "translatedquux"])), LedgerFixture.responder)
        try await act(.answerAmended(text: "amendedquux"), LedgerFixture.responder)
        try await act(.outcomeRecorded(Outcome(.noted, reason: "outcomequux")), LedgerFixture.responder)
        let text = try #require(try await fixture.ledger.dossier(of: number)).comment.textEvent
        _ = try await fixture.ledger.redact(
            number, [TextSpan(31, 41)!], reason: .personalData, version: text, by: LedgerFixture.moderator)
        try await Self.deliver(fixture)
        return number
    }

    /// The receiver's answer repeats what it should have kept to itself.
    private static func deliver(_ fixture: LedgerFixture) async throws {
        let claimed = try await fixture.ledger.exchange([], claimingAtMost: 1).claimed
        let attempts = claimed.map { message in
            AttemptRecord(
                row: message.row, lease: message.lease, started: fixture.clock.now, milliseconds: 1, result: .failed(.init(status: 500)),
                status: 500, error: "http_500", detail: "receiverquux", body: Array("receiverquux".utf8))
        }
        #expect(try await fixture.record(attempts) == 1)
    }

    /// What of the words is in the file and its write-ahead log, as bytes, in whatever page.
    private static func found(_ fixture: LedgerFixture) throws -> [String] {
        let bytes = try ["", "-wal"].reduce(into: Data()) { bytes, suffix in
            let path = fixture.path + suffix
            guard FileManager.default.fileExists(atPath: path) else { return }
            bytes += try Data(contentsOf: URL(filePath: path))
        }
        return words.filter { bytes.contains(Data($0.utf8)) }
    }

    @Test("Nothing of what was said, of who said it or of what receivers answered is left in any byte of the file; the rest is")
    func bytes() async throws {
        try await LedgerFixture.with { fixture in
            for index in 0..<20 { _ = try await fixture.submit("Commentaire ordinaire numéro \(index)") }
            let number = try await Self.life(fixture)
            for index in 20..<40 { _ = try await fixture.submit("Commentaire ordinaire numéro \(index)") }
            #expect(try Self.found(fixture) == Self.words, "the search finds what is there")
            let before = try await fixture.ledger.erasureCount(of: number)
            #expect(before.texts == 10 && before.identities == 2 && before.answers == 1)

            let erased = try await fixture.ledger.erase(
                number, Erasure(.subjectRequest, law: "law 09-08, art. 8"), by: LedgerFixture.administrator)

            #expect(erased.isPurged && erased.count == before)
            #expect(try Self.found(fixture) == [])
            #expect(try await !fixture.ledger.awaitsPurge())
            let dossier = try #require(try await fixture.ledger.dossier(of: number))
            #expect(dossier.text == nil && dossier.name == nil && dossier.email == nil)
            #expect(dossier.events.allSatisfy { $0.text == nil && $0.translations.isEmpty } && dossier.events.count > 10)
            let last = try #require(dossier.events.last)
            #expect(last.kind == .erased && last.actor == LedgerFixture.administrator)
            #expect(last.details.reason == "subject_request" && last.details.citation == "law 09-08, art. 8")
            #expect(try await fixture.ledger.dossier(of: try #require(CommentNumber(1)))?.text == "Commentaire ordinaire numéro 0")
            #expect(try await fixture.ledger.rebuild().differences == 0)
            await #expect(throws: Refusal.self) {
                _ = try await fixture.ledger.erase(number, Erasure(), by: LedgerFixture.administrator)
            }
        }
    }

    @Test("Without the purge the bytes are still there, so the search can fail; while somebody reads an older state it is said so, and made good later")
    func reader() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await Self.life(fixture)
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let reader = try DatabaseQueue(path: fixture.path, configuration: configuration)
            try await reader.writeWithoutTransaction { db in
                try db.execute(sql: "BEGIN")
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM content")
            }
            let erased = try await fixture.ledger.erase(number, Erasure(.legalOrder), by: LedgerFixture.administrator)
            #expect(!erased.isPurged)
            #expect(try Self.found(fixture).contains("zyxwvaquux"))
            #expect(try await fixture.ledger.awaitsPurge())
            try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
            try reader.close()

            #expect(try await fixture.ledger.purge())
            #expect(try Self.found(fixture) == [])
            #expect(try await !fixture.ledger.awaitsPurge())
        }
    }

    @Test("A comment that the index does not know yet is purged as well, and a redaction's original is gone from free pages")
    func unindexed() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit("zyxwvaquux au 0661234567")
            let text = try #require(try await fixture.ledger.dossier(of: number)).comment.textEvent
            _ = try await fixture.ledger.redact(
                number, [TextSpan(0, 10)!], reason: .personalData, version: text, by: LedgerFixture.moderator)
            #expect(try await fixture.ledger.purge())
            #expect(try Self.found(fixture) == ["0661234567"])
            _ = try await fixture.ledger.erase(number, Erasure(.thirdParty), by: LedgerFixture.administrator)
            #expect(try Self.found(fixture) == [])
        }
    }
}
