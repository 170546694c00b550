import GRDB
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackStore

@Suite("What the public pages ask the ledger")
struct PageQueryTests {
    @Test(
        "Each question goes to an index, whatever the number of comments",
        arguments: [
            (Ledger.oldestWaiting, "comment_waiting"), (Ledger.overdue, "COVERING INDEX comment_overdue"),
            (Ledger.publishedOnArticle, "comment_on_article"), (Ledger.publishedOnBill, "comment_published"),
            (Ledger.latestPublications, "event_published"), (Ledger.latestReplies, "event_replied"),
            (Ledger.nextComments, "USING INTEGER PRIMARY KEY"),
        ])
    func plans(_ sql: String, _ index: String) async throws {
        try await LedgerFixture.with { fixture in
            let plan = try fixture.inspect { db in
                // A plan does not hang on the values.
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql.replacing(#/:[a-z]+|\?/#, with: "1")).map { $0["detail"] as String }
            }
            #expect(plan.contains { $0.contains(index) }, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN comment") || $0.hasPrefix("SCAN m") || $0.hasPrefix("SCAN event USING INTEGER") }, "\(plan)")
        }
    }

    @Test("Who waits, who is overdue and since when each bill's oldest waits follow from the comments")
    func waiting() async throws {
        try await LedgerFixture.with { fixture in
            let none = try await fixture.ledger.waitingFigures(today: "9999-01-01")
            #expect(none.waiting == 0 && none.overdue == 0 && none.oldest == nil)
            let first = try await fixture.submit("un")
            let second = try await fixture.submit("deux")
            let received = try #require(try await fixture.ledger.dossier(of: first)).comment
            let later = try #require(try await fixture.ledger.dossier(of: second)).comment
            let figures = try await fixture.ledger.waitingFigures(today: received.decisionDue)
            #expect(figures.waiting == 2 && figures.overdue == 0 && figures.oldest == received.received)
            #expect(try await fixture.ledger.waitingFigures(today: "9999-01-01").overdue == 2)
            _ = try await fixture.ledger.apply(.published, to: first, by: Actor(.moderator, "m"))
            let after = try await fixture.ledger.waitingFigures(today: "9999-01-01")
            #expect(after.waiting == 1 && after.overdue == 1 && after.oldest == later.received)
        }
    }
}
