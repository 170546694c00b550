import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Submissions")
struct SubmissionTests {
    @Test("A comment is kept byte for byte and waits for approval")
    func submit() async throws {
        try await LedgerFixture.with { fixture in
            let text = "e\u{301}\r\n\u{FEFF}مرحبا ⴰⵣⵓⵍ 👩\u{200D}🔬"
            let receipt = try await fixture.ledger.submit(LedgerFixture.submission(text, article: "1"))
            let dossier = try #require(try await fixture.ledger.dossier(for: receipt.token))

            #expect(dossier.text.map { Array($0.utf8) } == Array(text.utf8))
            #expect(dossier.comment.state == .received)
            #expect(dossier.comment.article == "1")
            #expect(dossier.events.map(\.kind) == [.received])
            #expect(receipt.received == fixture.clock.now)
            #expect(receipt.decisionDue == "2023-02-03")
        }
    }

    @Test("Names, addresses and texts are not in the events")
    func sealing() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit("mon secret")
            _ = try await fixture.ledger.apply(.noteAdded(text: "mon secret"), to: number, by: LedgerFixture.moderator)
            let events = try fixture.inspect { try String.fetchAll($0, sql: "SELECT details || coalesce(actor, '') FROM event") }
            #expect(!events.joined().contains("secret"))
            #expect(!events.joined().contains("Amal"))
            #expect(!events.joined().contains("amal@"))
        }
    }

    @Test("Unknown bills, articles and endpoints, and closed windows, are refused and leave nothing behind")
    func refusals() async throws {
        try await LedgerFixture.with { fixture in
            let noon = fixture.clock.now
            try await fixture.ledger.add(
                LedgerFixture.bill("short", closes: noon.advanced(byMilliseconds: 1)), by: LedgerFixture.administrator)
            fixture.clock.advance(seconds: 1)
            func refusal(_ change: (inout Submission) -> Void) async -> Refusal? {
                var submission = LedgerFixture.submission()
                change(&submission)
                do {
                    _ = try await fixture.ledger.submit(submission)
                    return nil
                } catch {
                    return error as? Refusal
                }
            }
            #expect(await refusal { $0.bill = "nix" } == .unknownBill("nix"))
            #expect(await refusal { $0.article = "9" } == .unknownArticle("9", bill: "bill"))
            #expect(await refusal { $0.endpoint = "ep_nix" } == .unknownEndpoint)
            #expect(
                await refusal { $0.bill = "short" }
                    == .windowClosed(
                        bill: "short", opens: Instant(milliseconds: 1_600_000_000_000),
                        closes: noon.advanced(byMilliseconds: 1)))
            let comments = try await fixture.ledger.totals().comments
            #expect(comments == 0)
        }
    }

    @Test("The same key and request give the same receipt, another request a conflict")
    func idempotency() async throws {
        try await LedgerFixture.with { fixture in
            let key = IdempotencyKey(key: "k", request: [1])
            let first = try await fixture.ledger.submit(LedgerFixture.submission(), idempotency: key)
            fixture.clock.advance(seconds: 60)
            let second = try await fixture.ledger.submit(LedgerFixture.submission(), idempotency: key)
            #expect(second.token.text == first.token.text)
            #expect(second.received == first.received)
            #expect(second.isRepeat && !first.isRepeat)
            await #expect(throws: Refusal.idempotencyConflict) {
                try await fixture.ledger.submit(LedgerFixture.submission(), idempotency: IdempotencyKey(key: "k", request: [2]))
            }
            fixture.clock.advance(seconds: 3 * 86_400)
            let later = try await fixture.ledger.submit(LedgerFixture.submission(), idempotency: key)
            #expect(later.comment != first.comment)
        }
    }

    @Test("The file holds neither a receipt's secret nor an idempotency key in the clear")
    func secrets() async throws {
        try await LedgerFixture.with { fixture in
            let receipt = try await fixture.ledger.submit(
                LedgerFixture.submission(), idempotency: IdempotencyKey(key: "0123456789-key", request: [1]))
            let hex = receipt.token.secret.map { String($0, radix: 16).count == 1 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
                .joined().uppercased()
            let blobs = try fixture.inspect { db in
                try String.fetchAll(
                    db, sql: "SELECT hex(receipt) FROM content UNION ALL SELECT hex(key) || hex(masked) || hex(request) FROM idempotency")
            }
            #expect(blobs.count == 2)
            #expect(!blobs.joined().contains(hex))
            #expect(!blobs.joined().contains("303132333435363738392D6B6579"))
        }
    }

    @Test("A token opens its own comment only")
    func tokens() async throws {
        try await LedgerFixture.with { fixture in
            let mine = try await fixture.ledger.submit(LedgerFixture.submission())
            let other = try await fixture.ledger.submit(LedgerFixture.submission())
            let forged = try #require(ReceiptToken(comment: other.comment, secret: mine.token.secret))
            #expect(try await fixture.ledger.dossier(for: forged)?.comment == nil)
            await #expect(throws: Refusal.unknownComment) { try await fixture.ledger.apply(.withdrawn, by: forged) }
            #expect(try await fixture.ledger.apply(.withdrawn, by: mine.token).state.status == .withdrawn)
        }
    }
}
