import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Challenges sent")
struct ChallengeMemoryTests {
    @Test("are found again after a restart, with address and time; other messages are not among them")
    func found() async throws {
        try await LedgerFixture.with { fixture in
            let start = fixture.clock.now
            let new = try await fixture.ledger.registerEndpoint(
                url: "https://ngo.example/hook", secret: "whsec_x", from: "198.51.100.0/24")
            let sent = try await fixture.deliver(until: fixture.hours(1)) {
                $0.attempt == 1 ? .failed(.init(status: 200)) : .delivered
            }
            #expect(sent.map(\.message.type) == ["endpoint.verification", "endpoint.verification"])
            _ = try await fixture.submit(endpoint: new.record.id)
            #expect(try await fixture.deliver(until: fixture.hours(1)) { _ in .delivered }.count == 1)
            let found = try fixture.ledger.challengesSent(since: start.advanced(byMilliseconds: -1))
            #expect(found.map(\.at) == sent.map(\.at) && found.allSatisfy { $0.peer == "192.0.2.1" })
            #expect(try fixture.ledger.challengesSent(since: start).map(\.at) == [sent[1].at])
            let plan = try fixture.inspect { db in
                try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE name = 'outbox_challenges'")
            }
            #expect(plan.count == 1)
        }
    }
}
