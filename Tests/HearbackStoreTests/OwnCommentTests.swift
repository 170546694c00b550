import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

/// Submissions of the fixture come from `amal@example.org`.
@Suite("Nobody decides their own comment")
struct OwnCommentTests {
    private static let amal = Actor(.moderator, "amal")
    private static let lease: Int64 = 900_000

    /// Once by the configuration, once by a token of her name.
    private static func with(
        _ source: String, _ body: @Sendable (LedgerFixture) async throws -> Void
    ) async throws {
        try await LedgerFixture.with(change: { options in
            if source == "configuration" { options.ownAddresses = ["amal": ["amal@example.org"]] }
        }) { fixture in
            if source == "token" {
                _ = try await fixture.ledger.createToken(
                    TokenTerms(name: "amal", roles: [.auditor], addresses: ["amal@example.org"], lifetime: 3_600), by: "root")
            }
            try await body(fixture)
        }
    }

    private static func foreign(_ text: String = "Autre", email: String? = nil) -> Submission {
        Submission(bill: "bill", language: .french, text: text, submitter: Submitter(kind: .person, email: email))
    }

    private static let judgements: [(CommentAction, Role)] = [
        (.claimed(until: Instant(milliseconds: .max)), .moderator), (.published, .moderator),
        (.rejected(.spam, explanation: "x"), .moderator), (.clarificationAsked(question: "x"), .moderator),
        (.redacted(Redaction(spans: [], reason: .personalData, text: "x")), .administrator),
    ]

    @Test("Every judgement is refused, a note is not; a colleague's are taken", arguments: ["configuration", "token"])
    func refused(source: String) async throws {
        try await Self.with(source) { fixture in
            let own = try await fixture.submit()
            for (action, role) in Self.judgements {
                await #expect(throws: Refusal.ownComment, "\(action.kind)") {
                    try await fixture.ledger.apply(action, to: own, by: Actor(role, "amal"))
                }
            }
            _ = try await fixture.ledger.apply(.noteAdded(text: "C’est le mien."), to: own, by: Self.amal)
            await #expect(throws: Refusal.ownComment) {
                try await fixture.ledger.claim(own, by: Self.amal, forMilliseconds: Self.lease, takingOver: true)
            }
            _ = try await fixture.ledger.apply(.published, to: own, by: LedgerFixture.colleague)
            for action: CommentAction in [.answered(text: "x"), .outcomeRecorded(Outcome(.adopted, reason: "x"))] {
                await #expect(throws: Refusal.ownComment) {
                    try await fixture.ledger.apply(action, to: own, by: Actor(.responder, "amal"))
                }
            }
            await #expect(throws: Refusal.ownComment) {
                try await fixture.ledger.apply(.unpublished(.spam, explanation: "x"), to: own, by: Self.amal)
            }
            await #expect(throws: Refusal.ownComment) {
                try await fixture.ledger.undoDecision(on: own, by: Actor(.administrator, "amal"))
            }
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("The next comment is one of somebody else's, also where the address is written in capitals")
    func next() async throws {
        try await Self.with("configuration") { fixture in
            _ = try await fixture.submit()
            _ = try await fixture.ledger.submit(Self.foreign(email: "AMAL@Example.ORG"))
            await #expect(throws: Refusal.queueEmpty) {
                try await fixture.ledger.claimNext(by: "amal", forMilliseconds: Self.lease)
            }
            let others = try await fixture.ledger.submit(Self.foreign(email: "amal@example.org.ma")).comment
            _ = try await fixture.ledger.submit(Self.foreign())
            #expect(try await fixture.ledger.claimNext(by: "amal", forMilliseconds: Self.lease).number == others)
            #expect(try await fixture.ledger.claimNext(by: "brahim", forMilliseconds: Self.lease).number.value == 1)
        }
    }

    @Test("A campaign's decision leaves it as it is, and serves the others")
    func campaign() async throws {
        try await Self.with("configuration") { fixture in
            let letter = "Je demande le retrait de l’article 3, qui prive nos enfants d’une école proche de leur village."
            let own = try await fixture.submit(letter)
            let other = try await fixture.ledger.submit(Self.foreign(letter)).comment
            while try await fixture.ledger.indexNew() + fixture.ledger.groupNew() > 0 {}
            let number = try #require(try await fixture.ledger.campaigns(bill: nil, state: nil, limit: 1).first?.number)
            try await fixture.ledger.confirm(number, by: Self.amal)
            let (applied, refused) = try await fixture.ledger.apply(.published, to: number, by: Self.amal)
            #expect(applied == [other])
            #expect(refused.map(\.comment) == [own] && refused.map(\.cause) == [.ownComment])
        }
    }

    @Test("A batch leaves it as it is, and says why")
    func batch() async throws {
        try await Self.with("token") { fixture in
            let own = try await fixture.submit()
            let other = try await fixture.ledger.submit(Self.foreign()).comment
            let batch = try await fixture.ledger.prepareBatch(
                .published, on: Selection(), limit: 10, isDryRun: false, by: Self.amal)
            #expect(batch.refusals.map(\.comment) == [own] && batch.refusals.map(\.cause) == [.ownComment])
            let done = try await fixture.ledger.applyBatch(try #require(batch.number), by: Self.amal)
            #expect(done.outcomes == [.applied: 1, .refused: 1])
            #expect(done.refusals.map(\.comment) == [own] && done.refusals.map(\.cause) == [.ownComment])
            #expect(try await fixture.ledger.dossier(of: other)?.comment.state.status == .published)
            #expect(try await fixture.ledger.dossier(of: own)?.comment.state.status == .awaitingApproval)
        }
    }

    @Test("An appeal is skipped for who rejected, and stays in the queue for others")
    func appeal() async throws {
        try await LedgerFixture.with(change: { $0.delivery.decisionGrace = 60_000 }) { fixture in
            let receipt = try await fixture.ledger.submit(LedgerFixture.submission())
            _ = try await fixture.ledger.apply(.rejected(.spam, explanation: "x"), to: receipt.comment, by: LedgerFixture.moderator)
            _ = try await fixture.ledger.apply(.appealed(grounds: "Relisez."), by: receipt.token)
            await #expect(throws: Refusal.queueEmpty) {
                try await fixture.ledger.claimNext(by: "amina", forMilliseconds: Self.lease)
            }
            for action: CommentAction in [.published, .rejected(.spam, explanation: "x"), .clarificationAsked(question: "x")] {
                await #expect(throws: Refusal.self, "\(action.kind)") {
                    try await fixture.ledger.apply(action, to: receipt.comment, by: LedgerFixture.moderator)
                }
            }
            let taken = try await fixture.ledger.claimNext(by: "brahim", forMilliseconds: Self.lease)
            #expect(taken.number == receipt.comment)
            _ = try await fixture.ledger.apply(.published, to: receipt.comment, by: LedgerFixture.colleague)
            await #expect(throws: Refusal.self) {
                try await fixture.ledger.undoDecision(on: receipt.comment, by: Actor(.administrator, "amina"))
            }
            _ = try await fixture.ledger.undoDecision(on: receipt.comment, by: LedgerFixture.administrator)
        }
    }
}
