import Foundation
import HearbackCore
import HearbackStore
import HearbackTestSupport
import HearbackTime

/// A ledger's days as the daemon reckons them: Morocco's zone by the tz data 2026f, and working days.
enum Casablanca {
    static func zone() throws -> Zone {
        try ZoneDirectory(path: Project.file("Tests/Fixtures/time/zoneinfo-2026f")).zone(named: "Africa/Casablanca")
    }

    /// Work from Monday to Friday, unless told otherwise; days off are dates.
    static func calendar(weekend: Set<Weekday> = [.saturday, .sunday], off: [String] = []) throws -> WorkingCalendar {
        guard let first = CivilDate("2020-01-01"), let last = CivilDate("2030-12-31") else { throw FixtureError("no dates") }
        let entries = off.compactMap { CivilDate($0) }.map {
            Holiday(date: $0, name: "day off", status: .confirmed, source: "test", recordedAt: Instant(milliseconds: 0))
        }
        return try WorkingCalendar(
            name: "test", version: "off " + off.joined(separator: ","), weekend: weekend, coverage: first...last, entries: entries)
    }

    static func apply(_ calendar: WorkingCalendar, to options: inout LedgerOptions) throws {
        let zone = try zone()
        options.decisionDue = { received, days in
            let due = try? calendar.dueDate(received: zone.civilDate(at: received), term: .workingDays(days)).due
            return due?.description ?? "9999-12-31"
        }
        options.overdueFrom = { due in
            CivilDate(due).map { zone.start(of: $0.adding(days: 1)) } ?? Instant(milliseconds: .max)
        }
        options.daysBetween = { zone.civilDate(at: $1).days(since: zone.civilDate(at: $0)) }
    }
}

extension LedgerFixture {
    /// Runs `body` with a ledger whose bill has a policy, and whose clock begins at an instant.
    static func with(
        _ policy: ResponsePolicy, _ calendar: WorkingCalendar, from start: String,
        change: (inout LedgerOptions) -> Void = { _ in }, _ body: @Sendable (LedgerFixture) async throws -> Void
    ) async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = ManualClock(start)
        var options = options(folder.appending(path: "ledger.sqlite").path, clock)
        try Casablanca.apply(calendar, to: &options)
        change(&options)
        try await run(options, clock) { fixture in
            var bill = bill()
            bill.policy = policy
            try await fixture.ledger.add(bill, by: administrator)
            try await body(fixture)
        }
    }

    func move(to instant: String) {
        guard let instant = Instant(rfc3339: instant) else { return }
        clock.now = instant
    }

    /// What a comment has missed: clock, due day, moment.
    func missed(_ number: CommentNumber) async throws -> [String] {
        let events = try await ledger.dossier(of: number)?.events ?? []
        return events.filter { $0.kind == .targetMissed }.map {
            "\($0.details.clock ?? "-") \($0.details.due ?? "-") \($0.occurred.rfc3339)"
        }
    }

    func act(_ action: CommentAction, on number: CommentNumber) async throws {
        let role = Role.allCases.first { action.kind.actors.contains($0) } ?? .daemon
        let actor = role == .moderator ? Self.moderator : role == .responder ? Self.responder : Actor(role)
        _ = try await ledger.apply(action, to: number, by: actor)
    }

    /// Every step that is due.
    func look() async throws -> Int {
        var sum = 0
        while true {
            let count = try await ledger.recordMissedTargets()
            if count == 0 { return sum }
            sum += count
        }
    }

    func take(_ externalID: String, received: String) async throws -> CommentNumber {
        guard let instant = Instant(rfc3339: received) else { throw FixtureError("\(received) is no instant") }
        let row = ImportedComment(externalID: externalID, submission: Self.submission(), received: instant, history: [])
        guard case .imported(let number) = try await ledger.importComment(row) else { throw FixtureError("known") }
        return number
    }
}
