import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Campaigns in a real file")
struct CampaignTests {
    private static let letter = "Je demande le retrait de l’article 3, qui prive nos enfants d’une école proche de leur village."
    private static let texts = [
        letter, "Un tout autre avis sur le texte, écrit par moi seul un dimanche soir.", letter.uppercased(),
        "Bonjour. " + letter + " Merci.", "Encore un avis qui ne ressemble à aucun autre de cette liste.",
    ]

    private static func group(_ fixture: LedgerFixture) async throws {
        while try await fixture.ledger.indexNew() + fixture.ledger.groupNew() > 0 {}
    }

    private static func filled(_ body: @Sendable (LedgerFixture, CampaignNumber) async throws -> Void) async throws {
        try await LedgerFixture.with { fixture in
            for text in texts { _ = try await fixture.submit(text) }
            try await group(fixture)
            let found = try await fixture.ledger.campaigns(bill: nil, state: nil, limit: 10)
            try #require(found.count == 1)
            try await body(fixture, found[0].number)
        }
    }

    private static func members(_ campaign: CampaignNumber, _ fixture: LedgerFixture) async throws -> [String] {
        try await fixture.ledger.members(of: campaign, after: nil, limit: 100)
            .map { "\($0.comment.number.value) \($0.membership.rawValue)" }
    }

    @Test("Near copies are put together as they come, others are not")
    func finding() async throws {
        try await Self.filled { fixture, campaign in
            let record = try await fixture.ledger.campaign(campaign)
            #expect(campaign.id == "cpg_1")
            #expect(record.members == 3)
            #expect(record.undecided == 3)
            #expect(record.state == .proposed)
            #expect(try await Self.members(campaign, fixture) == ["1 proposed", "3 proposed", "4 proposed"])

            _ = try await fixture.submit(Self.letter + " Signé : le village")
            try await Self.group(fixture)
            _ = try await fixture.ledger.apply(
                .redacted(Redaction(spans: [TextSpan(0, 3)!], reason: .personalData, text: "████")), to: try #require(CommentNumber(1)), by: LedgerFixture.moderator)
            #expect(try await fixture.ledger.campaign(campaign).excerpt == "████")
            #expect(try await fixture.ledger.members(of: campaign, after: nil, limit: 1).first?.excerpt == "████")
            #expect(try await fixture.ledger.campaign(campaign).members == 4)
        }
    }

    @Test("The same words are one campaign, in one step or many, and what was taken out leads nobody into it, even when all are compared again", arguments: [1, 3, 200])
    func sameWords(step: Int) async throws {
        try await LedgerFixture.with { fixture in
            for _ in 1...4 { _ = try await fixture.submit(Self.letter) }
            while try await fixture.ledger.indexNew() + fixture.ledger.groupNew(atMost: step) > 0 {}
            let campaign = try #require(try await fixture.ledger.campaigns(bill: nil, state: nil, limit: 10).first?.number)
            #expect(try await fixture.ledger.campaign(campaign).members == 4)
            for number: Int64 in [3, 4] {
                try await fixture.ledger.remove(try #require(CommentNumber(number)), from: campaign, by: LedgerFixture.moderator)
            }
            #expect(try await fixture.ledger.groupingLag() == 0)

            try fixture.inspect { try $0.execute(sql: "UPDATE search_state SET grouped = 0") }
            for _ in 1...3 { _ = try await fixture.submit(Self.letter) }
            #expect(try await fixture.ledger.groupingLag() == 7)
            while try await fixture.ledger.indexNew() + fixture.ledger.groupNew(atMost: step) > 0 {}

            #expect(try await Self.members(campaign, fixture) == [
                "1 proposed", "2 proposed", "3 removed", "4 removed", "5 proposed", "6 proposed", "7 proposed",
            ])
        }
    }

    @Test("One decision serves the confirmed members, each with its own event; what came later waits for its own confirmation")
    func deciding() async throws {
        try await Self.filled { fixture, campaign in
            await #expect(throws: Refusal.campaignUnconfirmed(campaign)) {
                try await fixture.ledger.apply(.published, to: campaign, by: LedgerFixture.moderator)
            }
            try await fixture.ledger.confirm(campaign, by: LedgerFixture.moderator)
            let third = try #require(CommentNumber(3))
            try await fixture.ledger.remove(third, from: campaign, by: LedgerFixture.moderator)
            let later = try await fixture.submit(Self.letter)
            try await Self.group(fixture)
            let fourth = try #require(CommentNumber(4))
            _ = try await fixture.ledger.apply(.withdrawn, to: fourth, by: .submitter)

            let outcome = try await fixture.ledger.apply(.published, to: campaign, by: LedgerFixture.moderator)

            #expect(outcome.applied.map(\.value) == [1])
            #expect(outcome.refused.map(\.comment.value) == [4])
            #expect(try await fixture.ledger.dossier(of: third)?.comment.state.status == .awaitingApproval)
            #expect(try await fixture.ledger.dossier(of: later)?.comment.state.status == .awaitingApproval)
            let events = try await fixture.ledger.dossier(of: outcome.applied[0])?.events ?? []
            #expect(events.last?.kind == .published)
            #expect(events.last?.actor == LedgerFixture.moderator)
        }
    }

    @Test("A rebuild keeps what humans said, and finds the rest again")
    func rebuilding() async throws {
        try await Self.filled { fixture, campaign in
            try await fixture.ledger.confirm(campaign, by: LedgerFixture.moderator)
            try await fixture.ledger.remove(try #require(CommentNumber(3)), from: campaign, by: LedgerFixture.colleague)
            _ = try await fixture.submit(Self.letter)
            try await Self.group(fixture)
            let before = try await Self.members(campaign, fixture)
            #expect(before == ["1 confirmed", "3 removed", "4 confirmed", "6 proposed"])

            #expect(try await fixture.ledger.rebuild().differences == 0)

            #expect(try await Self.members(campaign, fixture) == before)
            #expect(try await fixture.ledger.campaign(campaign).state == .confirmed)
            let acts = try fixture.inspect { try String.fetchAll($0, sql: "SELECT kind || ' ' || actor FROM event WHERE kind LIKE 'campaign%'") }
            #expect(acts == ["campaign_confirmed amina", "campaign_member_removed brahim"])
        }
    }

    @Test("A dismissed group is not listed, even after a rebuild, and decides nothing")
    func dismissing() async throws {
        try await Self.filled { fixture, campaign in
            try await fixture.ledger.dismiss(campaign, by: LedgerFixture.moderator)
            _ = try await fixture.ledger.rebuild()

            #expect(try await fixture.ledger.campaigns(bill: nil, state: nil, limit: 10).isEmpty)
            #expect(try await fixture.ledger.campaigns(bill: nil, state: .dismissed, limit: 10).map(\.number) == [campaign])
            await #expect(throws: Refusal.campaignUnconfirmed(campaign)) {
                try await fixture.ledger.apply(.published, to: campaign, by: LedgerFixture.moderator)
            }
        }
    }
}
