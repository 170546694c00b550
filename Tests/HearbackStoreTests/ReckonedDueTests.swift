import Foundation
import HearbackCore
import HearbackStore
import HearbackTestSupport
import HearbackTime
import Testing

/// Promises that rest on a day which the moon may move, under a calendar that has seen it.
@Suite("Promises by a newer calendar")
struct ReckonedDueTests {
    private static let policy = ResponsePolicy(firstActionDays: 1, decisionDays: 3, answerDays: 60)

    /// Work from Monday to Friday, with one holiday.
    private static func calendar(_ version: String, _ date: String, _ status: Holiday.Status) throws -> WorkingCalendar {
        guard let first = CivilDate("2020-01-01"), let last = CivilDate("2030-12-31"), let day = CivilDate(date) else {
            throw FixtureError("no dates")
        }
        return try WorkingCalendar(
            name: "MA", version: version, weekend: [.saturday, .sunday], coverage: first...last,
            entries: [.init(date: day, name: "Eid", status: status, source: "test", recordedAt: Instant(milliseconds: 0))])
    }

    private static func apply(_ calendar: WorkingCalendar, to options: inout LedgerOptions) throws {
        try Casablanca.apply(calendar, to: &options)
        let zone = try Casablanca.zone()
        options.calendar = "\(calendar.name) \(calendar.version)"
        options.isProvisional = { received, days in
            let due = try? calendar.dueDate(received: zone.civilDate(at: received), term: .workingDays(days))
            return due?.isProvisional == true
        }
    }

    /// A ledger under one calendar, then the same file under another, on another day.
    private func under(
        _ first: WorkingCalendar, then second: WorkingCalendar, at later: String,
        _ before: @escaping @Sendable (LedgerFixture) async throws -> Void,
        _ after: @escaping @Sendable (LedgerFixture) async throws -> Void
    ) async throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = ManualClock("2026-05-25T09:00:00Z")
        var options = LedgerFixture.options(folder.appending(path: "ledger.sqlite").path, clock)
        try Self.apply(first, to: &options)
        try await LedgerFixture.run(options, clock) { fixture in
            var bill = LedgerFixture.bill()
            bill.policy = Self.policy
            try await fixture.ledger.add(bill, by: LedgerFixture.administrator)
            #expect(try await fixture.ledger.reckonDueDays() == 0)
            try await before(fixture)
        }
        try Self.apply(second, to: &options)
        try await LedgerFixture.run(options, clock) { fixture in
            fixture.move(to: later)
            try await after(fixture)
        }
    }

    private func reckoned(_ fixture: LedgerFixture, _ number: CommentNumber) async throws -> [String] {
        let events = try await fixture.ledger.dossier(of: number)?.events ?? []
        return events.filter { $0.kind == .dueReckoned }.map {
            "\($0.details.dueBefore ?? "-") \($0.details.due ?? "-") \($0.details.calendar ?? "-") \($0.details.isProvisional ?? false)"
        }
    }

    @Test("move before they fall due; the log keeps both days and the calendar; once for each version")
    func moved() async throws {
        let tentative = try Self.calendar("1", "2026-05-27", .tentative)
        let confirmed = try Self.calendar("2", "2026-05-29", .confirmed)
        try await under(tentative, then: confirmed, at: "2026-05-26T09:00:00Z") { fixture in
            let number = try await fixture.submit()
            let received = try #require(try await fixture.ledger.dossier(of: number)).events[0]
            // Tuesday, Thursday, Friday.
            #expect(received.details.submission?.decisionDue == "2026-05-29")
            #expect(received.details.submission?.isProvisional == true)
            #expect(received.details.submission?.calendar == "MA 1")
        } _: { fixture in
            let number = try #require(CommentNumber(1))
            #expect(try await fixture.ledger.reckonDueDays() == 1)
            #expect(try await fixture.ledger.reckonDueDays() == 0)
            // Tuesday, Wednesday, Thursday: a day earlier.
            #expect(try await reckoned(fixture, number) == ["2026-05-29 2026-05-28 MA 2 false"])
            #expect(try await fixture.ledger.dossier(of: number)?.comment.decisionDue == "2026-05-28")
            #expect(try await fixture.ledger.rebuild().differences == 0)
            fixture.move(to: "2026-05-29T09:00:00Z")
            _ = try await fixture.look()
            #expect(try await fixture.missed(number).contains { $0.hasPrefix("decision 2026-05-28") })
        }
    }

    @Test("become sure without moving, and are left alone from then on")
    func sure() async throws {
        let tentative = try Self.calendar("1", "2026-05-27", .tentative)
        let confirmed = try Self.calendar("2", "2026-05-27", .confirmed)
        try await under(tentative, then: confirmed, at: "2026-05-26T09:00:00Z") { fixture in
            _ = try await fixture.submit()
        } _: { fixture in
            let number = try #require(CommentNumber(1))
            #expect(try await fixture.ledger.reckonDueDays() == 1)
            #expect(try await reckoned(fixture, number) == ["2026-05-29 2026-05-29 MA 2 false"])
        }
    }

    @Test("stand where they were sure, decided, or fallen due, and never move into the past")
    func standing() async throws {
        let tentative = try Self.calendar("1", "2026-05-27", .tentative)
        let earlier = try Self.calendar("2", "2026-06-30", .confirmed)
        try await under(tentative, then: earlier, at: "2026-05-29T09:00:00Z") { fixture in
            _ = try await fixture.submit()
            let decided = try await fixture.submit()
            try await fixture.act(.rejected(.offTopic, explanation: "x"), on: decided)
        } _: { fixture in
            // The new day, the 28th, is over.
            #expect(try await fixture.ledger.reckonDueDays() == 0)
            for value in Int64(1)...2 {
                let number = try #require(CommentNumber(value))
                let comment = try await fixture.ledger.dossier(of: number)?.comment
                #expect(comment?.decisionDue == "2026-05-29")
            }
        }
        // A day off that was granted later moves no promise that was sure.
        let none = try Self.calendar("1", "2026-12-30", .tentative)
        let granted = try Self.calendar("2", "2026-05-27", .exceptional)
        try await under(none, then: granted, at: "2026-05-26T09:00:00Z") { fixture in
            _ = try await fixture.submit()
        } _: { fixture in
            #expect(try await fixture.ledger.reckonDueDays() == 0)
            let number = try #require(CommentNumber(1))
            #expect(try await fixture.ledger.dossier(of: number)?.comment.decisionDue == "2026-05-28")
        }
    }

    @Test("are gone through in steps, whatever their number")
    func steps() async throws {
        let tentative = try Self.calendar("1", "2026-05-27", .tentative)
        let confirmed = try Self.calendar("2", "2026-05-28", .confirmed)
        try await under(tentative, then: confirmed, at: "2026-05-26T09:00:00Z") { fixture in
            for _ in 0..<7 { _ = try await fixture.submit() }
        } _: { fixture in
            let (first, second) = (
                try await fixture.ledger.reckonDueDays(step: 2), try await fixture.ledger.reckonDueDays(step: 2)
            )
            #expect(first == 7 && second == 0)
        }
    }
}
