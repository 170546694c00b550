import GRDB
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackStore

@Suite("Where a time lies in the order of numbers")
struct NumberBoundTests {
    @Test("From the bound on nothing came before the time, and without imports nothing much later is before the bound", arguments: [1, 2, 3, 4])
    func property(seed: UInt64) async throws {
        try await LedgerFixture.with { fixture in
            var random = SplitMix64(seed: seed)
            var hasImports = false
            for index in 0..<60 {
                fixture.clock.advance(seconds: Int64.random(in: 0...7_200, using: &random))
                if seed > 2, Int.random(in: 0..<12, using: &random) == 0 {
                    let received = fixture.clock.now.advanced(byMilliseconds: -Int64.random(in: 0...400_000_000, using: &random))
                    _ = try await fixture.ledger.importComment(
                        ImportedComment(externalID: "x-\(index)", submission: LedgerFixture.submission(), received: received, history: []))
                    hasImports = true
                } else {
                    _ = try await fixture.submit("Avis \(index)")
                }
            }
            let rows = try fixture.inspect { db in
                try Row.fetchAll(db, sql: "SELECT number, received, recorded FROM comment ORDER BY number")
                    .map { (number: $0["number"] as Int64, received: $0["received"] as Int64, recorded: $0["recorded"] as Int64) }
            }
            let (first, last) = (rows[0].recorded - 8_000_000, rows[rows.count - 1].recorded + 8_000_000)
            for _ in 0..<200 {
                let time = Int64.random(in: first...last, using: &random)
                let bound = try fixture.inspect { try NumberBound.first(notBefore: Instant(milliseconds: time), $0) }
                guard let bound else {
                    #expect(hasImports)
                    continue
                }
                #expect(rows.allSatisfy { $0.number < bound || $0.received >= time }, "seed \(seed), time \(time)")
                #expect(rows.allSatisfy { $0.number >= bound || $0.recorded < time + 3_600_000 }, "seed \(seed), time \(time)")
            }
        }
    }

    @Test("Imports are looked for in their own index, not among all comments")
    func plan() async throws {
        try await LedgerFixture.with { fixture in
            let plan = try fixture.inspect { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + NumberBound.importedBehind.replacing("?", with: "1")).map { $0["detail"] as String }
            }
            #expect(plan.contains { $0.contains("COVERING INDEX comment_by_external_id") }, "\(plan)")
        }
    }

    @Test("An empty ledger and the ends of time have bounds, too")
    func ends() async throws {
        try await LedgerFixture.with { fixture in
            #expect(try fixture.inspect { try NumberBound.first(notBefore: Instant(milliseconds: .max), $0) } == 1)
            _ = try await fixture.submit()
            #expect(try fixture.inspect { try NumberBound.first(notBefore: Instant(milliseconds: .max), $0) } == 2)
            #expect(try fixture.inspect { try NumberBound.first(notBefore: Instant(milliseconds: .min), $0) } == 1)
        }
    }
}
