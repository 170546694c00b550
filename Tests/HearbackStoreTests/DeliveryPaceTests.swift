import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("The pace of deliveries")
struct DeliveryPaceTests {
    @Test("A dead endpoint with 10,000 messages gets fewer than 40 requests in a day, and every message keeps its attempts")
    func deadEndpoint() async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await fixture.endpoint()
            _ = try await fixture.submit(10_000, endpoint: endpoint)
            let end = fixture.hours(24)
            let sent = try await fixture.deliver(until: end) { _ in .failed(.init()) }
            #expect((5..<40).contains(sent.count))
            let counts = try await fixture.ledger.deliveryCounts()
            #expect(counts == ["ready": 10_000])
            let most = try fixture.inspect { try Int.fetchOne($0, sql: "SELECT max(attempt) FROM outbox") }
            #expect(try #require(most) <= 5)

            // It comes back: messages flow again, each once.
            fixture.clock.now = end
            let later = try await fixture.deliver(until: fixture.hours(24 * 7), atMost: 500) { _ in .delivered }
            #expect(later.count >= 500)
            #expect(Set(later.map(\.message.message)).count == later.count)
        }
    }

    @Test("Five days of failure end an endpoint, and what waits is dead and says why")
    func givenUp() async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await fixture.endpoint()
            _ = try await fixture.submit(50, endpoint: endpoint)
            _ = try await fixture.deliver(until: fixture.hours(24 * 6)) { _ in .failed(.init(status: 500)) }
            let record = try #require(try await fixture.ledger.endpoint(endpoint))
            #expect(record.state == .disabled && record.disabledReason == "failing")
            let dead = try await fixture.ledger.deliveries(comment: nil, endpoint: endpoint, state: "dead", limit: 100)
            #expect(dead.count == 50)
            #expect(dead.allSatisfy { $0.lastError == "endpoint_failing" || $0.lastError == nil || $0.attempts == 10 })
        }
    }

    @Test("100,000 messages to one endpoint do not delay another's first")
    func fairness() async throws {
        try await LedgerFixture.with { fixture in
            let hog = try await fixture.endpoint()
            let number = try #require(try await fixture.submit(1, endpoint: hog).first)
            try fixture.inspect { db in
                try db.execute(
                    sql: """
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                        INSERT INTO outbox (message, endpoint, comment, type, body, created, queued, next_at)
                        SELECT 'msg_' || i, endpoint, 1000000 + i, type, body, created, queued, next_at FROM n, outbox
                        WHERE comment = ?
                        """, arguments: [number.value])
            }
            let other = try await fixture.endpoint()
            _ = try await fixture.submit(1, endpoint: other)
            let claimed = try await fixture.ledger.claimDue(atMost: 4)
            #expect(claimed.count { $0.endpoint == other } == 1)
            #expect(claimed.count { $0.endpoint == hog } == 2, "no more than two under way to one endpoint")
            #expect(try await fixture.ledger.claimDue(atMost: 100).isEmpty)
        }
    }

    @Test("Places are shared among endpoints, and what one does not need goes to the others")
    func shares() async throws {
        try await LedgerFixture.with(change: { $0.delivery = DeliveryRules(perEndpoint: 50) }) { fixture in
            let hog = try await fixture.endpoint()
            _ = try await fixture.submit(100, endpoint: hog)
            let small = [try await fixture.endpoint(), try await fixture.endpoint(), try await fixture.endpoint()]
            for endpoint in small { _ = try await fixture.submit(2, endpoint: endpoint) }
            let claimed = try await fixture.ledger.claimDue(atMost: 40)
            let counts = Dictionary(grouping: claimed, by: \.endpoint).mapValues(\.count)
            #expect(small.allSatisfy { counts[$0] == 2 })
            #expect(try #require(counts[hog]) >= 10)
        }
    }

    @Test("Sixty messages a minute to one endpoint")
    func rate() async throws {
        try await LedgerFixture.with { fixture in
            _ = try await fixture.submit(100, endpoint: try await fixture.endpoint())
            let start = fixture.clock.now
            let sent = try await fixture.deliver(until: fixture.hours(1)) { _ in .delivered }
            #expect(sent.count == 100)
            #expect(sent.count { $0.at == start } == 60)
            #expect(sent[99].at.milliseconds(since: start) == 40_000)
        }
    }

    @Test("Retry-After holds for the whole endpoint, at most twelve hours", arguments: [
        (120, 120), (43_200, 43_200), (2_300_769_012, 43_200), (0, 60), (-5, 60), (5, 60),
    ] as [(Int64, Int64)])
    func retryAfter(asked: Int64, held: Int64) async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await fixture.endpoint()
            _ = try await fixture.submit(2, endpoint: endpoint)
            let first = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            let start = fixture.clock.now
            let failure = RetrySchedule.Failure(status: 429, retryAfterSeconds: asked)
            _ = try await fixture.record([fixture.result(of: first, .failed(failure))])
            let next = try #require(try await fixture.ledger.nextDelivery())
            #expect(next.milliseconds(since: start) == held * 1_000)
            #expect(try await fixture.ledger.claimDue(atMost: 10).isEmpty, "the other message waits too")
        }
    }

    @Test("When the clock steps back an hour nothing is lost and nothing is sent twice")
    func clockStepsBack() async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await fixture.endpoint()
            _ = try await fixture.submit(3, endpoint: endpoint)
            let first = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            _ = try await fixture.record([fixture.result(of: first, .failed(.init(status: 500)))])
            fixture.clock.now = fixture.clock.now.advanced(byMilliseconds: -3_600_000)
            let sent = try await fixture.deliver(until: fixture.hours(3)) { _ in .delivered }
            #expect(Set(sent.map(\.message.message)).count == 3)
            #expect(sent.count == 3)
        }
    }
}
