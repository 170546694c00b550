import GRDB
import HearbackCore
import HearbackMetrics
import HearbackTestSupport
import Synchronization
import Testing

@testable import HearbackStore

extension LedgerFixture {
    /// Holds the figures that are kept against the rows that they stand for.
    func checkFigures(_ note: Comment? = nil) throws {
        let (kept, counted) = try inspect { db in
            let waits = "status IN ('awaiting_approval', 'awaiting_clarification')"
            let owes = "is_answered = 0 AND is_erased = 0 AND status IN ('published', 'lapsed')"
            let counting = """
                SELECT 'due ' || decision_due AS name, count(*) AS count FROM comment WHERE \(waits) GROUP BY 1
                UNION ALL SELECT 'answer ' || bill, count(*) FROM comment WHERE \(owes) GROUP BY 1
                UNION ALL SELECT 'message ' || state, count(*) FROM outbox GROUP BY 1
                """
            return (
                try Self.counts(db, "SELECT kind || ' ' || key AS name, count FROM figure WHERE count <> 0"),
                try Self.counts(db, counting)
            )
        }
        #expect(kept == counted, note)
    }

    private static func counts(_ db: Database, _ sql: String) throws -> [String: Int] {
        Dictionary(uniqueKeysWithValues: try Row.fetchAll(db, sql: sql).map { ($0["name"], $0["count"]) })
    }
}

@Suite("The ledger in figures")
struct FigureTests {
    @Test("No question goes through comments, events, messages or the log", arguments: FigureQuery.allCases)
    func plans(query: FigureQuery) async throws {
        try await LedgerFixture.with { fixture in
            let plan = try fixture.inspect { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + query.rawValue.replacing("?", with: "'2023-01-01'")).map { $0["detail"] as String }
            }
            // A tally has a row for each bill and status, leases are at most as many as may be under way, and the log has one head.
            let small = ["SCAN tally", "SCAN lease", "SCAN log_head"]
            for step in plan where step.hasPrefix("SCAN") {
                let isEndOfIndex = query == .published && step == "SCAN log_published"
                #expect(isEndOfIndex || small.contains { step.hasPrefix($0) }, "\(plan)")
            }
            if query == .oldestWaiting { #expect(plan.contains { $0.contains("INDEX comment_queue") }, "\(plan)") }
        }
    }

    @Test("They follow comments from their receipt to their answer")
    func life() async throws {
        try await LedgerFixture.with { fixture in
            let none = try await fixture.ledger.figures(today: "9999-01-01")
            #expect(none.comments == [:] && none.oldestWaiting == nil && none.overdue == 0 && none.owedAnswers == 0)
            let first = try await fixture.submit("un")
            fixture.clock.advance(seconds: 60)
            _ = try await fixture.submit("deux")
            // Due days of the fixture: all on 2023-02-03.
            #expect(try await fixture.ledger.figures(today: "2023-02-03").overdue == 0)
            let late = try await fixture.ledger.figures(today: "2023-02-04")
            #expect(late.overdue == 2 && late.comments == ["awaiting_approval": 2])
            #expect(late.oldestWaiting == fixture.clock.now.advanced(byMilliseconds: -60_000))
            _ = try await fixture.ledger.apply(.published, to: first, by: LedgerFixture.moderator)
            let published = try await fixture.ledger.figures(today: "2023-02-04")
            #expect(published.overdue == 1 && published.owedAnswers == 1 && published.oldestWaiting == fixture.clock.now)
            _ = try await fixture.ledger.apply(.answered(text: "Merci"), to: first, by: LedgerFixture.responder)
            #expect(try await fixture.ledger.figures(today: "2023-02-04").owedAnswers == 0)
            try fixture.checkFigures()
        }
    }

    @Test("A group that is refused in part leaves the figures right")
    func refusals() async throws {
        try await LedgerFixture.with { fixture in
            await withDiscardingTaskGroup { group in
                for index in 0..<60 {
                    group.addTask {
                        // Every third names an endpoint that is none.
                        _ = try? await fixture.submit("texte \(index)", endpoint: index % 3 == 0 ? "ep_none" : nil)
                    }
                }
            }
            #expect(try await fixture.ledger.figures(today: "9999-01-01").overdue == 40)
            try fixture.checkFigures()
        }
    }

    @Test("A file from before gets its figures when it is opened")
    func migration() async throws {
        try await LedgerFixture.with { fixture in
            for number in 0..<3 { _ = try await fixture.submit("texte \(number)", endpoint: try await fixture.endpoint()) }
            let published = try await fixture.submit("quatre")
            _ = try await fixture.ledger.apply(.published, to: published, by: LedgerFixture.moderator)
            try fixture.inspect { db in
                for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'figure%'") {
                    try db.execute(sql: "DROP TRIGGER \(trigger)")
                }
                try db.execute(sql: "DROP TABLE figure; ALTER TABLE outbox DROP COLUMN request")
                try Migration0021.apply(db)
            }
            try fixture.checkFigures()
        }
    }

    @Test("The writer counts its groups and what they wait for, and says whether it works")
    func meters() async throws {
        try await LedgerFixture.with { fixture in
            let meters = fixture.ledger.meters
            await withDiscardingTaskGroup { group in
                for _ in 0..<50 { group.addTask { _ = try? await fixture.submit() } }
            }
            let (sizes, groups, commits) = (meters.groupSize.reading, meters.groupTime.reading, meters.commitTime.reading)
            // The bill came first.
            #expect(sizes.sum == 51 && sizes.count == groups.count && groups.count == commits.count)
            #expect(groups.sum >= commits.sum && commits.sum > 0)
            #expect(meters.health() == .working && meters.failedGroups.value == 0)
            meters.failed(.full)
            #expect(meters.health() == .failing(.full))
            try await fixture.ledger.probe()
            #expect(meters.health() == .working)
            meters.began(at: .now - .seconds(60))
            guard case .stuck(let time) = meters.health() else { return #expect(Bool(false), "not stuck") }
            #expect(time >= .seconds(60) && meters.health(patience: .seconds(3_600)) == .working)
            meters.ended()
            #expect(meters.health() == .working)
        }
    }

    @Test("What is recorded is told once, with the request that led to it, and never what was refused")
    func recorded() async throws {
        let told = Told()
        try await LedgerFixture.with(change: { $0.recorded = { told.add($0) } }) { fixture in
            let number = try await RequestID.$current.withValue("req-1") { try await fixture.submit(endpoint: try await fixture.endpoint()) }
            _ = try? await fixture.submit(endpoint: "ep_none")
            _ = try await fixture.ledger.apply(.published, to: number, by: LedgerFixture.moderator)
            let events = told.events.filter { $0.comment != nil }
            #expect(events.map(\.kind) == ["received", "published"])
            #expect(events.map(\.request) == ["req-1", nil] && events.allSatisfy { $0.comment == number })
            let messages = try await fixture.ledger.claimDue(atMost: 10)
            #expect(messages.first?.request == "req-1" && messages.first?.comment == number)
        }
    }
}

private final class Told: Sendable {
    private let kept = Mutex<[RecordedEvent]>([])

    func add(_ events: [RecordedEvent]) { kept.withLock { $0 += events } }

    var events: [RecordedEvent] { kept.withLock { $0 } }
}
