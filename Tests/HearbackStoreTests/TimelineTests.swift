import HearbackCore
import HearbackStore
import HearbackTestSupport
import Synchronization
import Testing

@Suite("Timelines for response times")
struct TimelineTests {
    private func timelines(_ ledger: Ledger) async throws -> [RecordedTimeline] {
        let found = Mutex<[RecordedTimeline]>([])
        try await ledger.forEachTimeline(bill: nil) { timeline in found.withLock { $0.append(timeline) } }
        return found.withLock { $0 }
    }

    /// A past report may not change because an address is gone since.
    @Test("remember that an address was given, also once it is erased", arguments: [true, false])
    func address(sendsMail: Bool) async throws {
        try await LedgerFixture.with { options in
            options.delivery = DeliveryRules(sendsMail: sendsMail)
        } _: { fixture in
            let number = try await fixture.submit("Bonjour", endpoint: nil)
            #expect(try await timelines(fixture.ledger).map(\.hasEndpoint) == [sendsMail])
            _ = try await fixture.ledger.apply(.erased(), to: number, by: LedgerFixture.administrator)
            #expect(try await timelines(fixture.ledger).map(\.hasEndpoint) == [sendsMail])
        }
    }

    @Test("give the reason of a refusal and what became of a proposal")
    func codes() async throws {
        try await LedgerFixture.with { fixture in
            let refused = try await fixture.submit("Un", endpoint: nil)
            let published = try await fixture.submit("Deux", endpoint: nil)
            let moderator = Actor(.moderator, "m")
            _ = try await fixture.ledger.apply(.rejected(.spam, explanation: "pub"), to: refused, by: moderator)
            _ = try await fixture.ledger.apply(.published, to: published, by: moderator)
            _ = try await fixture.ledger.apply(
                .outcomeRecorded(Outcome(.adopted, reason: "oui", citation: "art. 3")), to: published,
                by: Actor(.responder, "r"))
            let events = try await timelines(fixture.ledger).map { $0.events.map { "\($0.code ?? "-") \($0.isCited)" } }
            #expect(events == [["spam false"], ["- false", "adopted true"]])
        }
    }
}
