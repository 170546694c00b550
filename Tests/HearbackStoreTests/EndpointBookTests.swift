import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

/// What the writer keeps in memory of endpoints with messages under way must never be more than the file allows.
@Suite("Endpoints with messages under way")
struct EndpointBookTests {
    /// As long as the closure runs, no lease can end.
    private func whileLeasesLast(_ fixture: LedgerFixture, _ body: () async throws -> Void) async throws {
        try fixture.inspect {
            try $0.execute(
                sql: "CREATE TRIGGER stuck BEFORE DELETE ON lease BEGIN SELECT RAISE(ABORT, 'stuck'); END")
        }
        try await body()
        try fixture.inspect { try $0.execute(sql: "DROP TRIGGER stuck") }
    }

    @Test("A transaction that fails takes nothing with it: what was under way still is, and what waits goes on")
    func failedTransaction() async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await fixture.endpoint()
            _ = try await fixture.submit(6, endpoint: endpoint)
            let first = try await fixture.ledger.claimDue(atMost: 10)
            #expect(first.count == 2)
            try await whileLeasesLast(fixture) {
                await #expect(throws: StoreError.self) {
                    try await fixture.record(first.map { fixture.result(of: $0, .delivered) })
                }
            }
            #expect(try await fixture.ledger.claimDue(atMost: 10).isEmpty, "both are still under way")
            #expect(try await fixture.record(first.map { fixture.result(of: $0, .delivered) }) == 2)
            let rest = try await fixture.deliver(until: fixture.clock.now) { _ in .delivered }
            #expect(Set(rest.map(\.message.message)).count == 4)
            #expect(try await fixture.ledger.deliveryCounts() == ["delivered": 6])
        }
    }

    @Test("Never more under way to an endpoint than it may have, whatever comes between: seeds", arguments: 1...12 as ClosedRange<UInt64>, [1, 3])
    func room(seed: UInt64, ahead: Int) async throws {
        var rules = DeliveryRules()
        rules.leaseAhead = ahead
        try await LedgerFixture.with(change: { [rules] in $0.delivery = rules }) { fixture in
            var random = SplitMix64(seed: seed)
            var endpoints: [String] = []
            for _ in 0..<4 { endpoints.append(try await fixture.endpoint()) }
            for endpoint in endpoints { _ = try await fixture.submit(12, endpoint: endpoint) }
            var underWay: [ClaimedMessage] = []
            for _ in 0..<80 {
                switch Int.random(in: 0..<8, using: &random) {
                case 0: _ = try await fixture.ledger.rotateSecret(of: endpoints[Int.random(in: 0..<4, using: &random)], to: "whsec_y")
                case 1: _ = try await fixture.submit(1, endpoint: endpoints[Int.random(in: 0..<4, using: &random)])
                case 2 where !underWay.isEmpty:
                    try await whileLeasesLast(fixture) {
                        _ = try? await fixture.record([fixture.result(of: underWay[0], .delivered)])
                    }
                default:
                    underWay.shuffle(using: &random)
                    let ended = underWay.prefix(Int.random(in: 0...3, using: &random))
                    underWay.removeFirst(ended.count)
                    let (taken, claimed) = try await fixture.ledger.exchange(
                        ended.map { fixture.result(of: $0, .delivered) },
                        claimingAtMost: Int.random(in: 0...5, using: &random))
                    #expect(taken == ended.count, "seed \(seed)")
                    underWay += claimed
                }
                let counts = Dictionary(grouping: underWay, by: \.endpoint).mapValues(\.count)
                #expect(counts.values.allSatisfy { $0 <= 2 * ahead }, "seed \(seed)")
                #expect(Set(underWay.map(\.row)).count == underWay.count, "seed \(seed)")
            }
            _ = try await fixture.record(underWay.map { fixture.result(of: $0, .delivered) })
            _ = try await fixture.deliver(until: fixture.clock.now) { _ in .delivered }
            let left = try await fixture.ledger.deliveryCounts()
            #expect(Set(left.keys) == ["delivered"], "seed \(seed): \(left)")
        }
    }

    /// Two may be on the wire.
    @Test("More is leased for an endpoint once it takes messages promptly, until it does not", arguments: [
        ("prompt", 6), ("slow", 2), ("failed", 2),
    ])
    func ahead(second: String, leased: Int) async throws {
        try await LedgerFixture.with(change: { $0.delivery.leaseAhead = 3 }) { fixture in
            _ = try await fixture.submit(20, endpoint: try await fixture.endpoint())
            let first = try await fixture.ledger.claimDue(atMost: 100)
            #expect(first.count == 2, "nobody knows yet how it takes them")
            var results = first.map { fixture.result(of: $0, .delivered) }
            if second == "slow" { results[1].milliseconds = 1_000 }
            if second == "failed" { results[1].result = .failed(.init(status: 500)) }
            #expect(try await fixture.ledger.exchange(results, claimingAtMost: 100).claimed.count == leased)
        }
    }

    @Test("What the daemon went down with is leased when it is its turn, not ahead of it")
    func lostBefore() async throws {
        try await LedgerFixture.with(change: { $0.delivery.leaseAhead = 3 }) { fixture in
            _ = try await fixture.submit(20, endpoint: try await fixture.endpoint())
            let first = try await fixture.ledger.claimDue(atMost: 100)
            let second = try await fixture.ledger.exchange(
                first.map { fixture.result(of: $0, .delivered) }, claimingAtMost: 100).claimed
            #expect(second.count == 6)
            try await fixture.ledger.recoverDeliveries()
            let third = try await fixture.ledger.claimDue(atMost: 100)
            let fourth = try await fixture.ledger.exchange(
                third.map { fixture.result(of: $0, .delivered) }, claimingAtMost: 100).claimed
            #expect(Set(third.map(\.row)) == Set(second.prefix(2).map(\.row)))
            #expect(Set(fourth.map(\.row)) == Set(second.dropFirst(2).prefix(2).map(\.row)))
        }
    }

    @Test("A new secret signs from the next claim on, and an old one no longer than its overlap")
    func secrets() async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await fixture.endpoint()
            _ = try await fixture.submit(8, endpoint: endpoint)
            var under = try await fixture.ledger.claimDue(atMost: 2)
            #expect(under.allSatisfy { $0.secrets == ["whsec_x"] })
            _ = try await fixture.ledger.rotateSecret(of: endpoint, to: "whsec_y", overlap: 1_000)
            (_, under) = try await fixture.ledger.exchange(
                under.map { fixture.result(of: $0, .delivered) }, claimingAtMost: 2)
            #expect(under.count == 2 && under.allSatisfy { $0.secrets == ["whsec_y", "whsec_x"] })
            fixture.clock.now = fixture.clock.now.advanced(byMilliseconds: 1_001)
            (_, under) = try await fixture.ledger.exchange(
                under.map { fixture.result(of: $0, .delivered) }, claimingAtMost: 2)
            #expect(under.count == 2 && under.allSatisfy { $0.secrets == ["whsec_y"] })
        }
    }
}
