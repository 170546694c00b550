import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Rotated secrets")
struct RotationTests {
    private func verified(_ fixture: LedgerFixture) async throws -> String {
        let new = try await fixture.ledger.registerEndpoint(
            url: "https://ngo.example/hook", secret: "whsec_first", from: "198.51.100.0/24")
        _ = try await fixture.deliver(until: fixture.clock.now) { _ in .delivered }
        #expect(try await fixture.ledger.endpoint(new.record.id)?.state == .active)
        return new.record.id
    }

    @Test("After a rotation the endpoint is asked, ten minutes on, to prove the new secret; answered, it goes on")
    func proved() async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await verified(fixture)
            _ = try await fixture.ledger.rotateSecret(of: endpoint, to: "whsec_second")
            _ = try await fixture.submit(endpoint: endpoint)
            let start = fixture.clock.now
            let sent = try await fixture.deliver(until: fixture.hours(72)) { _ in .delivered }
            #expect(sent.map(\.message.type) == ["comment.received", "endpoint.verification"])
            #expect(sent.map { $0.at.milliseconds(since: start) } == [0, 600_000])
            #expect(sent.allSatisfy { $0.message.secrets == ["whsec_second", "whsec_first"] })
            let record = try #require(try await fixture.ledger.endpoint(endpoint))
            #expect(record.state == .active && record.verified == sent.last?.at)
        }
    }

    @Test("Its owner can have it asked at once; a new secret that is never proved ends the endpoint after a day")
    func unproved() async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await verified(fixture)
            _ = try await fixture.ledger.rotateSecret(of: endpoint, to: "whsec_second")
            _ = try await fixture.ledger.challengeEndpoint(endpoint)
            let start = fixture.clock.now
            let sent = try await fixture.deliver(until: fixture.hours(72)) { _ in .failed(.init(status: 200)) }
            #expect(sent.count == 3 && sent.first?.at == start)
            #expect(try #require(sent.last).at.milliseconds(since: start) > 18 * 3_600_000)
            let record = try #require(try await fixture.ledger.endpoint(endpoint))
            #expect(record.state == .disabled && record.disabledReason == "unverified")
        }
    }

    @Test("An endpoint that an administrator vouches for is asked nothing")
    func vouched() async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await fixture.endpoint()
            _ = try await fixture.ledger.rotateSecret(of: endpoint, to: "whsec_second")
            #expect(try await fixture.deliver(until: fixture.hours(72)) { _ in .delivered }.isEmpty)
        }
    }
}
