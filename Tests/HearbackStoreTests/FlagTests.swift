import Foundation
import GRDB
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackStore

@Suite("Flags on comments")
struct FlagTests {
    private static let screener = Screener(
        [.words, .phone, .links], lists: [WordList(name: "test", entries: ["gros mot"])])

    private func with(
        screen: @escaping @Sendable (String, Language) throws -> ScreeningResult = { try screener.screen($0, $1) },
        _ body: @Sendable (LedgerFixture) async throws -> Void
    ) async throws {
        try await LedgerFixture.with(change: { $0.screen = screen }, body)
    }

    private func dossier(_ fixture: LedgerFixture, _ number: CommentNumber) async throws -> CommentDossier {
        try #require(try await fixture.ledger.dossier(of: number))
    }

    @Test("A comment is flagged in the transaction that takes it in: places and codes, never the words")
    func flagged() async throws {
        try await with { fixture in
            let number = try await fixture.submit("Un gros mot, 0612345678")
            let dossier = try await dossier(fixture, number)
            let rows = try fixture.inspect {
                try Row.fetchAll($0, sql: "SELECT kind, role, details, recorded FROM event WHERE comment IS NOT NULL ORDER BY sequence")
                    .map { (kind: $0["kind"] as String, role: $0["role"] as String, details: $0["details"] as String, recorded: $0["recorded"] as Int64) }
            }

            #expect(dossier.comment.state.status == .awaitingApproval)
            #expect(dossier.comment.state.flags == [FlagSet(.words), FlagSet(.phone)])
            #expect(rows.map(\.kind) == ["received", "flagged"])
            #expect(rows[1].role == "daemon")
            #expect(rows[0].recorded == rows[1].recorded)
            #expect(
                rows[1].details
                    == #"{"findings":[{"code":"test","flag":"words","span":{"end":11,"start":3}},{"code":"ma","flag":"phone","span":{"end":23,"start":13}}]}"#)
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("What is written by hand is what the encoder would write", arguments: [
        ScreeningResult(findings: [ScreeningFinding(.nationalID, code: "shape", span: TextSpan(3, 11)!)], omitted: 4),
        ScreeningResult(findings: [ScreeningFinding(.words, code: "a\"b\\é", span: TextSpan(0, 1)!)]),
        ScreeningResult(failure: .fault),
    ])
    func details(result: ScreeningResult) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let encoded = String(decoding: try encoder.encode(CommentAction.flagged(result).record.details), as: UTF8.self)
        #expect(try LedgerTransaction.details(of: result) == encoded)
    }

    @Test("A clean comment has no event but its receipt")
    func clean() async throws {
        try await with { fixture in
            let dossier = try await dossier(fixture, try await fixture.submit("Bonjour"))
            #expect(dossier.events.map(\.kind) == [.received])
            #expect(dossier.comment.state.flags == [])
        }
    }

    private struct Fault: Error {}

    @Test("Where screening fails the comment is taken all the same, waits, and says so", arguments: [true, false])
    func failure(isKnown: Bool) async throws {
        try await with(screen: { _, _ in if isKnown { throw ScreeningFailure.textTooLong } else { throw Fault() } }) { fixture in
            let dossier = try await dossier(fixture, try await fixture.submit("0612345678"))
            #expect(dossier.comment.state.status == .awaitingApproval)
            #expect(dossier.comment.state.flags == FlagSet(.failed))
            #expect(dossier.events.last?.details.failure == (isKnown ? .textTooLong : .fault))
            #expect(dossier.text == "0612345678")
        }
    }

    @Test("The queue is narrowed by flags, through an index, and so is what is claimed next")
    func filters() async throws {
        try await with { fixture in
            let plain = try await fixture.submit("Bonjour")
            let phone = try await fixture.submit("0612345678")
            let both = try await fixture.submit("0612345678 gros mot")
            func found(_ filter: FlagFilter?) async throws -> [CommentNumber] {
                let items = try await fixture.ledger.queue(Selection(flags: filter), after: nil, limit: 10)
                #expect(try await fixture.ledger.waitingCount(Selection(flags: filter)) == items.count)
                return items.map(\.comment.number)
            }
            #expect(try await found(nil) == [plain, phone, both])
            #expect(try await found(.flagged(.phone)) == [phone, both])
            #expect(try await found(.flagged(.words)) == [both])
            #expect(try await found(.flagged(.failed)) == [])
            #expect(try await found(.unflagged) == [plain])
            let claimed = try await fixture.ledger.claimNext(
                Selection(flags: .flagged(.words)), by: "amina", forMilliseconds: 60_000)
            #expect(claimed.number == both)
            let plan = try fixture.inspect {
                try String.fetchAll(
                    $0,
                    sql: """
                        EXPLAIN QUERY PLAN SELECT number FROM comment WHERE flags <> 0 AND flags & 8
                            AND status IN ('awaiting_approval', 'awaiting_clarification')
                            AND (received, number) > (0, 0) ORDER BY received, number
                        """, adapter: SuffixRowAdapter(fromIndex: 3))
            }
            #expect(plan.joined().contains("comment_flagged") && !plan.joined().contains("TEMP B-TREE"))
        }
    }

    @Test("An imported comment that waits is screened; one that was decided elsewhere is not")
    func imports() async throws {
        try await with { fixture in
            let past = try #require(Instant(rfc3339: "2022-12-01T00:00:00Z"))
            func take(_ id: String, _ history: [(action: CommentAction, actor: Actor, at: Instant)]) async throws -> CommentDossier {
                let imported = ImportedComment(
                    externalID: id, submission: LedgerFixture.submission("0612345678"), received: past, history: history)
                guard case .imported(let number) = try await fixture.ledger.importComment(imported) else {
                    throw FixtureError("\(id) was known")
                }
                return try await dossier(fixture, number)
            }
            #expect(try await take("waiting", []).comment.state.flags == FlagSet(.phone))
            #expect(try await take("decided", [(.published, Actor(.moderator), past)]).comment.state.flags == [])
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }
}
