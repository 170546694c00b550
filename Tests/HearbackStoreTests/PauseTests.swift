import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Paused endpoints")
struct PauseTests {
    private static let day: Int64 = 86_400_000

    @Test("Nothing is claimed while an endpoint is paused, and everything owed after it is resumed, in order")
    func waits() async throws {
        try await LedgerFixture.with { fixture in
            let (paused, other) = (try await fixture.endpoint(), try await fixture.endpoint())
            let record = try await fixture.ledger.pauseEndpoint(paused, reason: "their server moves")
            #expect(record.state == .active && record.paused == fixture.clock.now)
            #expect(record.pausedReason == "their server moves" && record.notBefore == nil)
            let comments = try await [fixture.submit(endpoint: paused), fixture.submit(endpoint: paused)]
            _ = try await fixture.submit(endpoint: other)
            #expect(try await fixture.ledger.claimDue(atMost: 10).count == 1)
            #expect(try await fixture.deliver(until: fixture.hours(24 * 90)) { _ in .delivered }.isEmpty)

            #expect(try await fixture.ledger.resumeEndpoint(paused).paused == nil)
            let told = try await fixture.deliver(until: fixture.hours(1)) { _ in .delivered }
            #expect(told.map(\.message.endpoint) == [paused, paused] && comments.count == 2)
        }
    }

    @Test("The time of a pause takes nothing from a message's seven days and adds nothing to an endpoint's failing")
    func time() async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await fixture.endpoint()
            _ = try await fixture.submit(endpoint: endpoint)
            let failed = try await fixture.deliver(until: fixture.clock.now, atMost: 1) { _ in .failed(.init(status: 500)) }
            #expect(failed.count == 1)
            _ = try await fixture.ledger.pauseEndpoint(endpoint, reason: nil)
            fixture.clock.now = fixture.clock.now.advanced(byMilliseconds: 40 * Self.day)
            let since = try #require(try await fixture.ledger.resumeEndpoint(endpoint).failingSince)
            #expect(fixture.clock.now.milliseconds(since: since) < 1_000)
            // Forty days on, one more failure is one more try, not the end of the message and its endpoint.
            let again = try await fixture.deliver(until: fixture.clock.now, atMost: 1) { _ in .failed(.init(status: 500)) }
            #expect(again.count == 1)
            let last = try await fixture.deliver(until: fixture.hours(24), atMost: 1) { _ in .delivered }
            #expect(last.map(\.message.message) == failed.map(\.message.message))
        }
    }

    @Test("What the receiver asked for still holds after a pause; results that come in meanwhile end none")
    func keepsOthers() async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await fixture.endpoint()
            _ = try await fixture.submit(endpoint: endpoint)
            let claimed = try await fixture.ledger.claimDue(atMost: 1)
            _ = try await fixture.record(
                claimed.map { fixture.result(of: $0, .failed(.init(status: 503, retryAfterSeconds: 7_200))) })
            let until = fixture.clock.now.advanced(byMilliseconds: 7_200_000)
            _ = try await fixture.ledger.pauseEndpoint(endpoint, reason: nil)
            _ = try await fixture.ledger.resumeEndpoint(endpoint)
            let due = try #require(try await fixture.ledger.nextDelivery())
            #expect(due >= until)

            fixture.clock.now = due
            let second = try await fixture.ledger.claimDue(atMost: 1)
            _ = try await fixture.ledger.pauseEndpoint(endpoint, reason: nil)
            _ = try await fixture.record(second.map { fixture.result(of: $0, .delivered) })
            #expect(try await fixture.ledger.endpoint(endpoint)?.paused != nil)
            _ = try await fixture.submit(endpoint: endpoint)
            #expect(try await fixture.deliver(until: fixture.hours(24)) { _ in .delivered }.isEmpty)
        }
    }

    @Test("A paused endpoint takes no test and no challenge; a disabled one can't be paused; a restart changes nothing")
    func refusals() async throws {
        try await LedgerFixture.with { fixture in
            let (paused, disabled) = (try await fixture.endpoint(), try await fixture.endpoint())
            _ = try await fixture.ledger.disableEndpoint(disabled, reason: "operator")
            await #expect(throws: Refusal.endpointInactive) {
                try await fixture.ledger.pauseEndpoint(disabled, reason: nil)
            }
            #expect(try await fixture.ledger.resumeEndpoint(paused).state == .active)
            _ = try await fixture.submit(endpoint: paused)
            _ = try await fixture.ledger.claimDue(atMost: 1)
            _ = try await fixture.ledger.pauseEndpoint(paused, reason: "x")
            let refusal = Refusal.endpointPaused(paused, reason: "x")
            await #expect(throws: refusal) { try await fixture.ledger.testEndpoint(paused) }
            await #expect(throws: refusal) { try await fixture.ledger.challengeEndpoint(paused) }
            await #expect(throws: Refusal.unknownEndpoint) { try await fixture.ledger.resumeEndpoint("ep_none") }
            // What a crash left under way goes back into the queue and waits there.
            try await fixture.ledger.recoverDeliveries()
            #expect(try await fixture.deliver(until: fixture.hours(24)) { _ in .delivered }.isEmpty)
        }
    }
}
