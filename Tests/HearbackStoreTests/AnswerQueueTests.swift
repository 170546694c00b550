import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("What owes an answer, by due day")
struct AnswerQueueTests {
    private static let letter = "Je demande le retrait de l’article 3, qui prive nos enfants d’une école proche de leur village."

    /// Two bills whose answers are due after 60 and after 10 days; days are calendar days here.
    private static func with(_ body: @Sendable (LedgerFixture) async throws -> Void) async throws {
        try await LedgerFixture.with(change: { options in
            options.decisionDue = { String($0.advanced(byMilliseconds: Int64($1) * 86_400_000).rfc3339.prefix(10)) }
        }) { fixture in
            var urgent = LedgerFixture.bill("urgent")
            urgent.policy = ResponsePolicy(answerDays: 10)
            try await fixture.ledger.add(urgent, by: LedgerFixture.administrator)
            try await body(fixture)
        }
    }

    private static func publish(_ bill: String, _ text: String, _ fixture: LedgerFixture, _ language: Language = .french) async throws -> CommentNumber {
        let submission = Submission(
            bill: bill, article: nil, language: language, text: text, submitter: Submitter(kind: .person, name: nil, email: nil), endpoint: nil)
        let number = try await fixture.ledger.submit(submission).comment
        _ = try await fixture.ledger.apply(.published, to: number, by: LedgerFixture.moderator)
        return number
    }

    private static func queue(_ fixture: LedgerFixture, _ filter: AnswerFilter = AnswerFilter(), until: Instant? = nil, limit: Int = 100) async throws -> [String] {
        try await fixture.ledger.unanswered(filter, until: until, limit: limit).map { "\($0.comment.number.value) \($0.due)" }
    }

    @Test("By due day across policies; what is answered, waits or was rejected owes none")
    func order() async throws {
        try await Self.with { fixture in
            let early = try await Self.publish("bill", "Le premier.", fixture)
            fixture.clock.advance(seconds: 45 * 86_400)
            let urgent = try await Self.publish("urgent", "Le deuxième.", fixture)
            let late = try await Self.publish("bill", "Le troisième.", fixture, .arabic)
            _ = try await fixture.submit("Il attend.")
            let rejected = try await fixture.submit("Refusé.")
            _ = try await fixture.ledger.apply(.rejected(.spam, explanation: "x"), to: rejected, by: LedgerFixture.moderator)

            #expect(try await Self.queue(fixture) == ["2 2023-03-02", "1 2023-03-07", "3 2023-04-21"])
            #expect(try await Self.queue(fixture, limit: 2) == ["2 2023-03-02", "1 2023-03-07"])
            #expect(try await Self.queue(fixture, AnswerFilter(bill: "bill", language: .french)) == ["1 2023-03-07"])
            #expect(try await Self.queue(fixture, AnswerFilter(within: .only(["urgent"]))) == ["2 2023-03-02"])
            #expect(try await fixture.ledger.unansweredCount(AnswerFilter()) == 3)
            #expect(try await fixture.ledger.unansweredCount(AnswerFilter(within: .only(["urgent"]))) == 1)
            #expect(try await Self.queue(fixture, until: Instant(rfc3339: "2023-03-03T00:00:00Z")) == ["2 2023-03-02"])
            #expect(try await Self.queue(fixture, until: Instant(rfc3339: "2023-03-02T23:59:59Z")) == [])

            for number in [urgent, early] {
                _ = try await fixture.ledger.apply(.answered(text: "Voici."), to: number, by: LedgerFixture.responder)
            }
            #expect(try await Self.queue(fixture) == ["\(late.value) 2023-04-21"])
        }
    }

    @Test("A confirmed campaign is one line for those of it that owe an answer")
    func campaigns() async throws {
        try await Self.with { fixture in
            for _ in 1...3 { _ = try await Self.publish("bill", Self.letter, fixture) }
            _ = try await Self.publish("bill", "Un avis à part, écrit par moi seul, sur un tout autre sujet que les leurs.", fixture)
            while try await fixture.ledger.indexNew() + fixture.ledger.groupNew() > 0 {}
            #expect(try await Self.queue(fixture).count == 4)
            let campaign = try #require(try await fixture.ledger.campaigns(bill: nil, state: nil, limit: 1).first?.number)
            try await fixture.ledger.confirm(campaign, by: LedgerFixture.moderator)

            let folded = try await fixture.ledger.unanswered(AnswerFilter(), limit: 10)
            #expect(folded.map(\.comment.number.value) == [1, 4])
            #expect(folded[0].campaign?.number == campaign && folded[0].campaign?.count == 3)
            #expect(folded[1].campaign == nil)
            _ = try await fixture.ledger.apply(.answered(text: "Voici."), to: try #require(CommentNumber(1)), by: LedgerFixture.responder)
            let rest = try await fixture.ledger.unanswered(AnswerFilter(), limit: 10)
            #expect(rest.map(\.comment.number.value) == [2, 4])
            #expect(rest[0].campaign?.count == 2)
            #expect(try await fixture.ledger.unansweredCount(AnswerFilter()) == 3)
        }
    }

    @Test("More comments than a page, in whatever order they were published", arguments: 0..<4 as Range<UInt64>)
    func pages(seed: UInt64) async throws {
        try await Self.with { fixture in
            var random = SplitMix64(seed: seed)
            var expected: [(due: String, received: Int64, number: Int64)] = []
            for _ in 0..<150 {
                fixture.clock.advance(seconds: Int64.random(in: 0...86_400, using: &random))
                let isUrgent = Bool.random(using: &random)
                let number = try await Self.publish(isUrgent ? "urgent" : "bill", "Un avis.", fixture)
                let received = fixture.ledger.now
                let due = String(received.advanced(byMilliseconds: (isUrgent ? 10 : 60) * 86_400_000).rfc3339.prefix(10))
                expected.append((due, received.milliseconds, number.value))
            }
            let order = expected.sorted { ($0.due, $0.received, $0.number) < ($1.due, $1.received, $1.number) }
            let found = try await fixture.ledger.unanswered(AnswerFilter(), limit: 1_000)
            #expect(found.map(\.due) == order.map(\.due), "seed \(seed)")
            #expect(Set(found.map(\.comment.number.value)) == Set(expected.map(\.number)), "seed \(seed)")
        }
    }
}
