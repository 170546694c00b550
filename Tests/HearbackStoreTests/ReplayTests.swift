import Foundation
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Messages sent again")
struct ReplayTests {
    /// Dead messages to one endpoint, an hour apart.
    private func dead(_ fixture: LedgerFixture, _ count: Int) async throws -> (endpoint: String, messages: [ClaimedMessage]) {
        let endpoint = try await fixture.endpoint()
        var messages: [ClaimedMessage] = []
        for _ in 0..<count {
            _ = try await fixture.submit(1, endpoint: endpoint)
            let message = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            _ = try await fixture.record([fixture.result(of: message, .refused)])
            messages.append(message)
            fixture.clock.now = fixture.hours(1)
            // Two refusals end an address; a success in between is what a receiver in trouble looks like.
            _ = try await fixture.submit(1, endpoint: endpoint)
            _ = try await fixture.deliver(until: fixture.clock.now) { _ in .delivered }
        }
        return (endpoint, messages)
    }

    @Test("One message: the same identifier and bytes, its attempts anew, its history kept")
    func one() async throws {
        try await LedgerFixture.with { fixture in
            let (_, messages) = try await dead(fixture, 1)
            let replay = try await fixture.ledger.replay(ReplaySelection(message: messages[0].message))
            #expect(replay == Replay(queued: 1, inactive: 0, pruned: 0))
            let again = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            #expect(again.message == messages[0].message && again.body == messages[0].body && again.attempt == 1)
            _ = try await fixture.record([fixture.result(of: again, .delivered)])
            let found = try #require(try await fixture.ledger.delivery(again.message))
            #expect(found.delivery.state == "delivered" && found.delivery.attempts == 2)
            #expect(found.tries.map(\.attempt) == [1, 2])
        }
    }

    @Test("A message that was delivered goes again, and the attempt that succeeded stays in its history")
    func delivered() async throws {
        try await LedgerFixture.with { fixture in
            _ = try await fixture.submit(1, endpoint: try await fixture.endpoint())
            let first = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            var success = fixture.result(of: first, .delivered)
            (success.status, success.body) = (200, Array("ok".utf8))
            _ = try await fixture.record([success])
            #expect(try await fixture.ledger.replay(ReplaySelection(includesDelivered: true)).queued == 1)
            let again = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            #expect(again.message == first.message && again.attempt == 1)
            _ = try await fixture.record([fixture.result(of: again, .delivered)])
            let found = try #require(try await fixture.ledger.delivery(again.message))
            #expect(found.tries.map(\.attempt) == [1, 2] && found.tries.map(\.body) == [Array("ok".utf8), []])
            #expect(found.tries.map(\.status) == [200, nil] && found.tries.allSatisfy { $0.peer == "192.0.2.1" })

            fixture.clock.now = fixture.hours(24 * 31)
            while try await fixture.ledger.pruneDeliveries(endedBefore: fixture.clock.now) > 0 {}
            #expect(try await fixture.ledger.delivery(again.message)?.tries.isEmpty == true)
        }
    }

    @Test("By endpoint and by time; a dry run only counts")
    func many() async throws {
        try await LedgerFixture.with { fixture in
            let start = fixture.clock.now
            let (endpoint, _) = try await dead(fixture, 3)
            _ = try await dead(fixture, 1)
            let late = start.advanced(byMilliseconds: 3_600_000)
            let dry = try await fixture.ledger.replay(ReplaySelection(endpoint: endpoint, since: late), isDry: true)
            #expect(dry.queued == 2)
            #expect(try await fixture.ledger.deliveryCounts()["dead"] == 4)
            let early = try await fixture.ledger.replay(ReplaySelection(since: start, until: late))
            #expect(early.queued == 1)
            #expect(try await fixture.ledger.replay(ReplaySelection(endpoint: endpoint)).queued == 2)
            #expect(try await fixture.ledger.deliveryCounts()["ready"] == 3)
        }
    }

    @Test("Not to an endpoint that has ended, and not once the bytes are gone")
    func impossible() async throws {
        try await LedgerFixture.with { fixture in
            let (endpoint, messages) = try await dead(fixture, 2)
            fixture.clock.now = fixture.hours(24 * 31)
            let end = fixture.clock.now.advanced(byMilliseconds: -30 * 86_400_000)
            #expect(try await fixture.ledger.pruneDeliveries(endedBefore: end) > 0)
            #expect(try await fixture.ledger.replay(ReplaySelection(endpoint: endpoint)) == Replay(queued: 0, inactive: 0, pruned: 2))
            #expect(try await fixture.ledger.delivery(messages[0].message)?.delivery.state == "dead")
            _ = try await fixture.ledger.disableEndpoint(endpoint, reason: "operator")
            #expect(try await fixture.ledger.replay(ReplaySelection(endpoint: endpoint)) == Replay(queued: 0, inactive: 2, pruned: 0))
        }
    }
}

@Suite("What submitters hear when nothing happens")
struct ReminderTests {
    private func told(_ fixture: LedgerFixture, days: Int64) async throws -> [Int] {
        let end = fixture.hours(24 * days)
        var heard: [Int] = []
        while fixture.clock.now < end {
            fixture.clock.now = min(fixture.hours(6), end)
            while try await fixture.ledger.remindWaiting() > 0 {}
            for sent in try await fixture.deliver(until: fixture.clock.now, { _ in .delivered }) {
                let body = try fixture.body(sent.message)
                guard body["type"] as? String == "comment.still_waiting" else { continue }
                let data = try #require(body["data"] as? [String: Any])
                heard.append(try #require(data["days_waiting"] as? Int))
                #expect(data["decision_due"] as? String == "2023-02-03")
            }
        }
        return heard
    }

    @Test("After 7, 14 and 30 days, then every 30, until there is a decision; an appeal begins it anew")
    func schedule() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit(endpoint: try await fixture.endpoint())
            #expect(try await told(fixture, days: 100) == [7, 14, 30, 60, 90])
            _ = try await fixture.ledger.apply(.rejected(.spam, explanation: "x"), to: number, by: LedgerFixture.moderator)
            #expect(try await told(fixture, days: 100) == [])
            _ = try await fixture.ledger.apply(.appealed(grounds: "y"), to: number, by: Actor(.submitter))
            #expect(try await told(fixture, days: 40) == [210, 240])
        }
    }

    @Test("A daemon that stood still says it once, not once for each day that it missed")
    func missed() async throws {
        try await LedgerFixture.with { fixture in
            _ = try await fixture.submit(endpoint: try await fixture.endpoint())
            fixture.clock.now = fixture.hours(24 * 20)
            #expect(try await told(fixture, days: 15) == [20, 30])
        }
    }

    @Test("Without an address nobody is told")
    func nobody() async throws {
        try await LedgerFixture.with { fixture in
            _ = try await fixture.submit()
            fixture.clock.now = fixture.hours(24 * 20)
            #expect(try await fixture.ledger.remindWaiting() == 0)
        }
    }
}
