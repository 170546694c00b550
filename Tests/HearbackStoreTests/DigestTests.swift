import GRDB
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackStore

@Suite("What the digest says")
struct DigestTests {
    @Test("The overdue by due day, then the oldest, each once and at most twenty; within bills only theirs")
    func order() async throws {
        try await LedgerFixture.with(change: { options in
            options.decisionDue = { String($0.advanced(byMilliseconds: Int64($1) * 86_400_000).rfc3339.prefix(10)) }
        }) { fixture in
            var urgent = LedgerFixture.bill("urgent")
            urgent.policy = ResponsePolicy(decisionDays: 2)
            try await fixture.ledger.add(urgent, by: LedgerFixture.administrator)
            let none = try await fixture.ledger.digest(today: "2023-01-01")
            #expect(none.waiting == 0 && none.oldest == nil && none.lines.isEmpty && !none.calls(at: fixture.ledger.now, patience: 0))

            let old = try await fixture.submit("Le plus ancien.")
            fixture.clock.advance(seconds: 86_400)
            let late = try await fixture.ledger.submit(
                Submission(
                    bill: "urgent", article: nil, language: .french, text: "Pressé.",
                    submitter: Submitter(kind: .person, name: nil, email: nil), endpoint: nil)
            ).comment
            for count in 0..<25 { _ = try await fixture.submit("Suite \(count).") }
            fixture.clock.advance(seconds: 4 * 86_400)
            let today = String(fixture.ledger.now.rfc3339.prefix(10))
            let digest = try await fixture.ledger.digest(today: today)
            #expect(digest.waiting == 27 && digest.overdue == 1 && digest.oldest?.number == old)
            #expect(digest.lines.count == QueueDigest.lineLimit && digest.lines.prefix(2).map(\.number) == [late, old])
            #expect(Set(digest.lines.map(\.number)).count == QueueDigest.lineLimit)
            #expect(digest.lines.map(\.isOverdue) == [true] + Array(repeating: false, count: 19))
            #expect(digest.oldest?.days == 5 && digest.calls(at: fixture.ledger.now, patience: .max))
            let within = try await fixture.ledger.digest(today: today, within: .only(["urgent"]))
            #expect(within.waiting == 1 && within.overdue == 1 && within.lines.map(\.number) == [late] && within.oldest?.number == late)
        }
    }

    @Test("A newer digest takes the place of one that was not yet sent; a moment is dealt with once; no is no")
    func sending() async throws {
        try await LedgerFixture.with(change: { $0.delivery.sendsMail = true }) { fixture in
            _ = try await fixture.submit("Un.")
            let address = try #require(EmailAddress("amina@example.org"))
            let readers = DigestReaders(addresses: [address, try #require(EmailAddress("badr@example.org"))])
            let moment = fixture.ledger.now
            func send(_ moment: Instant?, patience: Int64 = 0) async throws -> Int? {
                try await fixture.ledger.sendDigest(of: moment, today: "2023-01-01", patience: patience, to: readers)?.told
            }
            #expect(try await send(moment) == 2)
            #expect(try await send(moment) == nil)
            #expect(try await send(moment.advanced(byMilliseconds: 1), patience: 86_400_000) == nil)
            #expect(try await send(moment.advanced(byMilliseconds: 1)) == nil, "the moment passed without need")
            #expect(try await send(moment.advanced(byMilliseconds: 2)) == 2)
            let states = try fixture.inspect { db in
                try String.fetchAll(db, sql: "SELECT state FROM outbox WHERE type = 'queue.digest' ORDER BY row")
            }
            #expect(states == ["superseded", "superseded", "ready", "ready"])
            let number = try #require(try fixture.inspect { db in
                try Int64.fetchOne(db, sql: "SELECT number FROM endpoint WHERE address = 'amina@example.org'")
            })
            try await fixture.ledger.unsubscribeMail(number)
            #expect(try await send(nil) == 1)
        }
    }

    @Test("What it asks goes to indexes")
    func plans() async throws {
        try await LedgerFixture.with { fixture in
            let waiting = "status IN ('awaiting_approval', 'awaiting_clarification')"
            let plan = { (sql: String) in
                try fixture.inspect { db in
                    try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }.joined(separator: "; ")
                }
            }
            let (condition, _) = Selection().condition
            #expect(condition.contains(waiting))
            let late = try plan("SELECT * FROM comment WHERE \(condition) AND decision_due < 'x' ORDER BY decision_due, status, number LIMIT 20")
            #expect(late.contains("comment_overdue") && !late.contains("TEMP B-TREE"), "\(late)")
            let first = try plan("SELECT * FROM comment WHERE \(condition) ORDER BY received, number LIMIT 20")
            #expect(first.contains("comment_queue") && !first.contains("TEMP B-TREE"), "\(first)")
        }
    }
}
