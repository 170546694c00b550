import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Bills and imports in the ledger")
struct BillAndImportTests {
    @Test("A vote lapses what is undecided, and nothing else", arguments: [BillClosure.voted, .withdrawn])
    func lapse(closure: BillClosure) async throws {
        try await LedgerFixture.with { fixture in
            let waiting = try await fixture.submit()
            let published = try await fixture.submit()
            _ = try await fixture.ledger.apply(.published, to: published, by: LedgerFixture.moderator)
            #expect(try await fixture.ledger.close(bill: "bill", because: closure, by: LedgerFixture.administrator) == 1)
            #expect(try await fixture.ledger.dossier(of: waiting)?.comment.state.status == .lapsed)
            #expect(try await fixture.ledger.dossier(of: published)?.comment.state.status == .published)
            await #expect(throws: Refusal.self) { try await fixture.submit() }
            await #expect(throws: Refusal.billClosed("bill")) {
                try await fixture.ledger.close(bill: "bill", because: .windowClosed, by: LedgerFixture.administrator)
            }
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("A closed window keeps what waits, and may be followed by the vote")
    func window() async throws {
        try await LedgerFixture.with { fixture in
            _ = try await fixture.submit()
            #expect(try await fixture.ledger.close(bill: "bill", because: .windowClosed, by: LedgerFixture.administrator) == 0)
            #expect(try await fixture.ledger.waitingCount(Selection()) == 1)
            #expect(try await fixture.ledger.close(bill: "bill", because: .voted, by: LedgerFixture.administrator) == 1)
        }
    }

    private func imported(_ history: [(action: CommentAction, actor: Actor, at: Instant)], received: Instant) -> ImportedComment {
        ImportedComment(externalID: "x-1", submission: LedgerFixture.submission(), received: received, history: history)
    }

    @Test("An import keeps its own instants, is marked, and is taken once")
    func importing() async throws {
        try await LedgerFixture.with { fixture in
            let received = Instant(milliseconds: 1_600_000_000_000)
            let decided = received.advanced(byMilliseconds: 86_400_000)
            let row = imported([(.published, Actor(.moderator), decided)], received: received)
            guard case .imported(let number) = try await fixture.ledger.importComment(row) else {
                Issue.record("not imported")
                return
            }
            #expect(try await fixture.ledger.importComment(row) == .known(number))
            let events = try #require(try await fixture.ledger.dossier(of: number)).events
            #expect(events.map(\.occurred) == [received, decided])
            #expect(events.allSatisfy { $0.provenance == .imported && $0.recorded == fixture.clock.now })
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("A history that is out of order, illegal or in the future is refused whole")
    func badHistories() async throws {
        try await LedgerFixture.with { fixture in
            let received = Instant(milliseconds: 1_600_000_000_000)
            let moderator = Actor(.moderator)
            let future = fixture.clock.now.advanced(byMilliseconds: 1)
            let bad: [ImportedComment] = [
                imported([], received: future), imported([(.published, moderator, future)], received: received),
                imported([(.published, moderator, received.advanced(byMilliseconds: -1))], received: received),
                imported([(.answered(text: "x"), Actor(.responder), received)], received: received),
            ]
            for row in bad {
                await #expect(throws: Refusal.self) { try await fixture.ledger.importComment(row) }
            }
            let comments = try await fixture.ledger.totals().comments
            #expect(comments == 0)
        }
    }

    @Test("An unanswered clarification returns to the queue when its term is over")
    func clarification() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit()
            _ = try await fixture.ledger.apply(.clarificationAsked(question: "?"), to: number, by: LedgerFixture.moderator)
            fixture.clock.advance(seconds: 14 * 86_400 - 1)
            #expect(try await fixture.ledger.expireClarifications() == 0)
            fixture.clock.advance(seconds: 1)
            #expect(try await fixture.ledger.expireClarifications() == 1)
            #expect(try await fixture.ledger.dossier(of: number)?.comment.state.status == .awaitingApproval)
        }
    }

    @Test("The next comment is the oldest that nobody holds")
    func next() async throws {
        try await LedgerFixture.with { fixture in
            let first = try await fixture.submit()
            fixture.clock.advance(seconds: 1)
            let second = try await fixture.submit()
            func next(_ name: String) async throws -> CommentNumber {
                try await fixture.ledger.claimNext(by: name, forMilliseconds: 60_000).number
            }
            #expect(try await next("amina") == first)
            #expect(try await next("brahim") == second)
            await #expect(throws: Refusal.queueEmpty) { try await next("chama") }
            fixture.clock.advance(seconds: 61)
            #expect(try await next("chama") == first)
        }
    }

    @Test("Pages of the queue follow each other without gap or repetition")
    func pages() async throws {
        try await LedgerFixture.with { fixture in
            for _ in 0..<25 { _ = try await fixture.submit() }
            var seen: [Int64] = []
            var after: PagePosition?
            repeat {
                let page = try await fixture.ledger.queue(
                    Selection(bill: "bill", language: .french), after: after, limit: 10)
                seen += page.map(\.comment.number.value)
                after = page.last?.position
            } while after != nil
            #expect(seen == Array(1...25))
        }
    }

    @Test("Erasure removes text and identity and keeps the skeleton")
    func erasure() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit("mon secret")
            _ = try await fixture.ledger.apply(.erased(), to: number, by: LedgerFixture.administrator)
            let dossier = try #require(try await fixture.ledger.dossier(of: number))
            #expect(dossier.text == nil && dossier.name == nil && dossier.email == nil)
            #expect(dossier.events.map(\.kind) == [.received, .erased])
        }
    }

    @Test("An empty text is kept as an empty text, a missing one as missing")
    func emptyTexts() async throws {
        try await LedgerFixture.with { fixture in
            let received = Instant(milliseconds: 1_600_000_000_000)
            let row = imported([(.rejected(.spam, explanation: ""), Actor(.moderator), received)], received: received)
            guard case .imported(let number) = try await fixture.ledger.importComment(row) else {
                Issue.record("not imported")
                return
            }
            let stored = try fixture.inspect { db in
                try String.fetchAll(
                    db, sql: "SELECT coalesce(text, 'NULL') || '|' || coalesce(email, 'NULL') FROM content ORDER BY event")
            }
            #expect(stored == ["Bonjour|amal@example.org", "|NULL"])
            #expect(try await fixture.ledger.dossier(of: number)?.events.last?.text == "")
        }
    }
}
