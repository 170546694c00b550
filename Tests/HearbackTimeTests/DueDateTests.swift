import HearbackCore
import HearbackTestSupport
import HearbackTime
import Testing

@Suite("Due dates")
struct DueDateTests {
    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    @Test("in working days are those of numpy.busday_offset")
    func workingDays() throws {
        let calendar = try Fixtures.morocco()
        let rows = try Fixtures.vectors().calendar.working
        #expect(rows.count == 6)
        for row in rows {
            #expect(try calendar.dueDate(received: row.arrival, term: .workingDays(row.n)).due == row.due)
        }
        // From the reference's own table.
        let eid = try calendar.dueDate(received: date("2026-05-25"), term: .workingDays(20))
        #expect(eid.due.description == "2026-06-25")
    }

    @Test("in calendar days roll forward to a working day")
    func calendarDays() throws {
        let calendar = try Fixtures.morocco()
        for row in try Fixtures.vectors().calendar.rolled {
            let reckoned = try calendar.dueDate(received: row.arrival, term: .calendarDays(row.n))
            #expect(reckoned.due == row.rolled)
            #expect(row.arrival.adding(days: row.n) == row.raw)
        }
    }

    @Test("are not the same as counts of working days: the Saturday after a Friday due date is late")
    func saturdayTrap() throws {
        let calendar = try Fixtures.morocco()
        let trap = try Fixtures.vectors().calendar.trap
        let reckoned = try calendar.dueDate(received: trap.arrival, term: .workingDays(trap.n))
        #expect(reckoned.due == trap.due)
        #expect(calendar.workingDays(after: trap.arrival, through: trap.decision) == trap.days)
        #expect((reckoned.punctuality(done: trap.decision, today: trap.decision) == .late) == trap.late)
    }

    @Test("leave elapsed working days to be counted for people")
    func elapsed() throws {
        let calendar = try Fixtures.morocco()
        for row in try Fixtures.vectors().calendar.elapsed {
            #expect(calendar.workingDays(after: row.arrival, through: row.decision) == row.days)
            #expect(calendar.workingDays(after: row.decision, through: row.arrival) == 0)
        }
    }

    @Test("tell each day that was counted or skipped, and why")
    func explanation() throws {
        let calendar = try Fixtures.morocco()
        let reckoned = try calendar.dueDate(received: date("2026-10-30"), term: .workingDays(5))
        let unity = calendar.holidays(on: try date("2026-10-31"))
        let march = calendar.holidays(on: try date("2026-11-06"))
        #expect(unity.map(\.name) == ["Unity Day"] && march.map(\.name) == ["Green March"])
        #expect(
            reckoned.days.map(\.verdict) == [
                .received, .skippedWeekend(unity), .skippedWeekend([]), .counted(1), .counted(2), .counted(3),
                .counted(4), .skippedHoliday(march), .skippedWeekend([]), .skippedWeekend([]), .counted(5),
            ])
        #expect(reckoned.days.map(\.date.dayNumber) == Array(reckoned.received.dayNumber...reckoned.due.dayNumber))
        #expect(reckoned.due.description == "2026-11-09")
        #expect(reckoned.calendarVersion == calendar.version)
        #expect(!reckoned.isProvisional)
    }

    @Test("tell a calendar-day term's rolling")
    func rolledExplanation() throws {
        let calendar = try Fixtures.morocco()
        let reckoned = try calendar.dueDate(received: date("2026-10-29"), term: .calendarDays(2))
        let unity = calendar.holidays(on: try date("2026-10-31"))
        #expect(
            reckoned.days.map(\.verdict) == [
                .received, .counted(1), .skippedWeekend(unity), .skippedWeekend([]), .rolledTo,
            ])
    }

    @Test("are provisional when a tentative day, or its neighbour under another moon, is in the term")
    func provisional() throws {
        let calendar = try Fixtures.morocco()
        let eid = calendar.holidays(on: try date("2026-03-20")) + calendar.holidays(on: try date("2026-03-21"))
        let over = try calendar.dueDate(received: date("2026-03-19"), term: .workingDays(20))
        #expect(over.doubts == eid.map { .tentative($0) })
        // Due on the day before Eid: were the moon seen a day earlier, that day would be off.
        let before = try calendar.dueDate(received: date("2026-03-18"), term: .workingDays(1))
        #expect(before.due.description == "2026-03-19" && before.isProvisional)
        let clear = try calendar.dueDate(received: date("2026-03-16"), term: .workingDays(2))
        #expect(clear.due.description == "2026-03-18" && !clear.isProvisional)
    }

    @Test("are provisional beyond the years that the calendar knows")
    func beyondCalendar() throws {
        let reckoned = try Fixtures.morocco().dueDate(received: date("2027-12-20"), term: .workingDays(20))
        #expect(reckoned.doubts.contains(.outsideCalendar))
    }

    @Test("put every day in exactly one class: on the due day nothing is overdue")
    func punctuality() throws {
        let due = try Fixtures.morocco().dueDate(received: date("2026-01-08"), term: .workingDays(1))
        let day = try date("2026-01-09")
        #expect(due.due == day)
        #expect(due.punctuality(done: nil, today: day) == .openNotDue)
        #expect(due.punctuality(done: nil, today: day.adding(days: 1)) == .openOverdue)
        #expect(due.punctuality(done: day, today: day) == .onTime)
        #expect(due.punctuality(done: day.adding(days: 1), today: day.adding(days: 1)) == .late)
        // A decision of tomorrow is not yet one.
        #expect(due.punctuality(done: day.adding(days: 1), today: day) == .openNotDue)
    }

    @Test("refuse terms of no days and of endless days", arguments: [0, -1, 1_001, Int.min, Int.max])
    func terms(count: Int) throws {
        let calendar = try Fixtures.morocco()
        #expect(throws: DueDateError.badTerm(count)) {
            try calendar.dueDate(received: .latest, term: .workingDays(count))
        }
        #expect(throws: DueDateError.badTerm(count)) {
            try calendar.dueDate(received: .latest, term: .calendarDays(count))
        }
    }

    @Test("end with the calendar of four-digit years")
    func endOfTime() throws {
        let reckoned = try Fixtures.morocco().dueDate(received: .latest, term: .workingDays(20))
        #expect(reckoned.due == .latest && reckoned.isProvisional)
    }

    @Test("have exactly the term's working days before them, for any receipt", arguments: [UInt64(3), 0xD0E])
    func property(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let calendar = try Fixtures.morocco()
        let start = try date("2022-01-01").dayNumber
        for _ in 0..<1_000 {
            let received = CivilDate(clamping: start + Int.random(in: 0..<2_000, using: &random))
            let count = Int.random(in: 1...60, using: &random)
            let due = try calendar.dueDate(received: received, term: .workingDays(count)).due
            #expect(calendar.isWorkingDay(due))
            #expect(calendar.workingDays(after: received, through: due) == count)
            let rolled = try calendar.dueDate(received: received, term: .calendarDays(count)).due
            let raw = received.adding(days: count)
            #expect(rolled >= raw && calendar.isWorkingDay(rolled))
            #expect(calendar.workingDays(after: raw.adding(days: -1), through: rolled) == 1)
        }
    }
}
