import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Redactions in the ledger")
struct RedactionStoreTests {
    private static let text = "Je suis Amal, 0612345678, merci"
    private static let name = TextSpan(8, 12)!
    private static let phone = TextSpan(14, 24)!

    private func dossier(_ fixture: LedgerFixture, _ number: CommentNumber) async throws -> CommentDossier {
        try #require(try await fixture.ledger.dossier(of: number))
    }

    private func redact(
        _ fixture: LedgerFixture, _ number: CommentNumber, _ spans: [TextSpan], version: Int64? = nil,
        by actor: Actor = LedgerFixture.moderator
    ) async throws {
        let now = try await dossier(fixture, number).comment.textEvent
        _ = try await fixture.ledger.redact(number, spans, reason: .personalData, version: version ?? now, by: actor)
    }

    /// Every text of the file, sealed ones as they lie there.
    private func texts(_ fixture: LedgerFixture) throws -> [String] {
        try fixture.inspect { db in
            try String.fetchAll(db, sql: "SELECT text FROM content WHERE text IS NOT NULL")
                + Data.fetchAll(db, sql: "SELECT box FROM sealed_text WHERE box IS NOT NULL").map { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test("What is covered is shown as covered everywhere, stays sealed, and is the same after a rebuild", arguments: [
        CommentStatus.awaitingApproval, .published, .rejected, .withdrawn,
    ])
    func covered(status: CommentStatus) async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit(Self.text)
            switch status {
            case .published: _ = try await fixture.ledger.apply(.published, to: number, by: LedgerFixture.moderator)
            case .rejected:
                _ = try await fixture.ledger.apply(.rejected(.spam, explanation: "x"), to: number, by: LedgerFixture.moderator)
            case .withdrawn: _ = try await fixture.ledger.apply(.withdrawn, to: number, by: .submitter)
            default: break
            }

            try await redact(fixture, number, [Self.phone])

            let shown = try await dossier(fixture, number)
            #expect(shown.text == "Je suis Amal, ████, merci")
            #expect(shown.comment.state.status == status)
            #expect(shown.events.last?.details.spans == [Self.phone])
            #expect(shown.events.last?.actor == LedgerFixture.moderator)
            if status == .awaitingApproval {
                let queued = try await fixture.ledger.queue(Selection(), after: nil, limit: 1)
                #expect(queued.first?.excerpt == "Je suis Amal, ████, merci")
            }
            if status == .published {
                #expect(try await fixture.ledger.published(bill: "bill", after: nil, limit: 1).first?.text == shown.text)
            }
            #expect(try texts(fixture).allSatisfy { !$0.contains("0612345678") })
            #expect(try await fixture.ledger.rebuild().differences == 0)
            #expect(try await dossier(fixture, number).text == shown.text)
        }
    }

    @Test("A second redaction is measured in what is shown, covers more, and leaves nothing of the first text behind")
    func again() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit(Self.text)
            try await redact(fixture, number, [Self.name])
            #expect(try await dossier(fixture, number).text == "Je suis ████, 0612345678, merci")
            // Part of the mark is all of it.
            try await redact(fixture, number, [TextSpan(11, 24)!])

            let shown = try await dossier(fixture, number)
            #expect(shown.text == "Je suis ████, merci")
            #expect(shown.events.last?.details.spans == [TextSpan(8, 24)!])
            #expect(try texts(fixture).allSatisfy { !$0.contains("0612345678") && !$0.contains("Amal") })
            let original = try await fixture.ledger.original(of: number, by: LedgerFixture.administrator)
            #expect(original == Self.text)
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("Only an administrator reads what is covered, and that is an event")
    func original() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit(Self.text)
            await #expect(throws: Refusal.notRedacted) {
                try await fixture.ledger.original(of: number, by: LedgerFixture.administrator)
            }
            try await redact(fixture, number, [Self.phone])
            for actor in [LedgerFixture.moderator, LedgerFixture.responder, Actor(.auditor, "a")] {
                await #expect(throws: Refusal.self) { try await fixture.ledger.original(of: number, by: actor) }
            }
            #expect(try await dossier(fixture, number).events.map(\.kind) == [.received, .redacted])

            _ = try await fixture.ledger.original(of: number, by: LedgerFixture.administrator)

            let last = try #require(try await dossier(fixture, number).events.last)
            #expect(last.kind == .originalRead && last.actor == LedgerFixture.administrator)
            #expect(!last.kind.isOnTimeline && !last.kind.isTold)
        }
    }

    @Test("An erasure takes the sealed text too")
    func erasure() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit(Self.text)
            try await redact(fixture, number, [Self.phone])
            _ = try await fixture.ledger.apply(.erased(), to: number, by: LedgerFixture.administrator)

            #expect(try texts(fixture) == [])
            #expect(try await dossier(fixture, number).text == nil)
            await #expect(throws: Refusal.notRedacted) {
                try await fixture.ledger.original(of: number, by: LedgerFixture.administrator)
            }
            await #expect(throws: Refusal.nothingToRedact) { try await redact(fixture, number, [Self.name]) }
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("Spans of an older text, behind the end, covered already or cutting a pair of direction controls are refused")
    func refusals() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit(Self.text)
            let before = try await dossier(fixture, number).comment.textEvent
            await #expect(throws: Refusal.spansDoNotFit) { try await redact(fixture, number, [TextSpan(30, 40)!]) }
            try await redact(fixture, number, [Self.phone])
            await #expect(throws: Refusal.textChanged) { try await redact(fixture, number, [Self.name], version: before) }
            await #expect(throws: Refusal.nothingToRedact) { try await redact(fixture, number, [TextSpan(15, 17)!]) }
            await #expect(throws: Refusal.self) { try await redact(fixture, number, [Self.name], by: LedgerFixture.responder) }
            let bidi = try await fixture.submit("a \u{202E}b\u{202C} c")
            await #expect(throws: Refusal.redactedText(.unpairedBidi(scalar: 0x202C, offset: 6))) {
                try await redact(fixture, bidi, [TextSpan(2, 4)!])
            }
            #expect(try await dossier(fixture, number).events.count == 2)
            #expect(try await dossier(fixture, bidi).text == "a \u{202E}b\u{202C} c")
        }
    }

    @Test("SQLite itself refuses to delete or change a sealed text", arguments: [
        "DELETE FROM sealed_text", "UPDATE sealed_text SET box = x'00'", "UPDATE sealed_text SET event = 99, box = NULL",
    ])
    func guards(sql: String) async throws {
        try await LedgerFixture.with { fixture in
            try await redact(fixture, try await fixture.submit(Self.text), [Self.phone])
            #expect(throws: DatabaseError.self) { try fixture.inspect { try $0.execute(sql: sql) } }
        }
    }

    @Test("A sealed text opens for its own comment alone")
    func boundToItsComment() async throws {
        try await LedgerFixture.with { fixture in
            let one = try await fixture.submit(Self.text)
            let other = try await fixture.submit(Self.text)
            for number in [one, other] { try await redact(fixture, number, [Self.phone]) }
            try fixture.inspect { db in
                try db.execute(
                    sql: """
                        DROP TRIGGER sealed_text_only_erased;
                        UPDATE sealed_text SET box = (SELECT s.box FROM sealed_text s ORDER BY s.event DESC LIMIT 1)
                        """)
            }
            await #expect(throws: StoreError.self) {
                try await fixture.ledger.original(of: one, by: LedgerFixture.administrator)
            }
        }
    }
}
