extension WorkingCalendar {
    private static let terms = 1...1_000

    /// The due date of something received on a local civil date, with its day-by-day reckoning.
    package func dueDate(received: CivilDate, term: DueTerm) throws(DueDateError) -> DueDate {
        guard Self.terms.contains(term.count) else { throw .badTerm(term.count) }
        var days = [DueDate.Day(date: received, verdict: .received)]
        switch term {
        case .workingDays(let count): countWorkingDays(count, into: &days)
        case .calendarDays(let count): countCalendarDays(count, into: &days)
        }
        let due = days.last?.date ?? received
        return DueDate(
            received: received, term: term, due: due, calendarName: name, calendarVersion: version, days: days,
            doubts: doubts(from: received, through: due))
    }

    private func countWorkingDays(_ count: Int, into days: inout [DueDate.Day]) {
        var counted = 0
        for date in DaysAfter(days.last?.date) {
            let skipped = skippingVerdict(of: date)
            if skipped == nil { counted += 1 }
            days.append(DueDate.Day(date: date, verdict: skipped ?? .counted(counted)))
            if counted == count { return }
        }
    }

    private func countCalendarDays(_ count: Int, into days: inout [DueDate.Day]) {
        var counted = 0
        for date in DaysAfter(days.last?.date) {
            counted += 1
            let skipped = skippingVerdict(of: date)
            if counted < count || (counted == count && skipped == nil) {
                days.append(DueDate.Day(date: date, verdict: .counted(counted)))
            } else {
                days.append(DueDate.Day(date: date, verdict: skipped ?? .rolledTo))
            }
            if counted >= count, skipped == nil { return }
        }
    }

    private func skippingVerdict(of date: CivilDate) -> DueDate.Verdict? {
        switch kind(of: date) {
        case .working: nil
        case .weekend(let holidays): .skippedWeekend(holidays)
        case .holiday(let holidays): .skippedHoliday(holidays)
        }
    }

    /// A tentative day may move by one, so the day before the term and the day after it matter as well.
    private func doubts(from received: CivilDate, through due: CivilDate) -> [DueDate.Doubt] {
        var doubts: [DueDate.Doubt] = []
        for number in received.dayNumber...due.dayNumber + 1 {
            let date = CivilDate(clamping: number)
            guard isTentative(date) else { continue }
            doubts += holidays(on: date).map { .tentative($0) }
        }
        if !coverage.contains(received) || !coverage.contains(due) { doubts.append(.outsideCalendar) }
        return doubts
    }
}

/// The days after one, up to the last that can be written; ends there, so that no reckoning runs for ever.
private struct DaysAfter: Sequence, IteratorProtocol {
    private var last: CivilDate?

    init(_ date: CivilDate?) { last = date }

    mutating func next() -> CivilDate? {
        guard let date = last, date < .latest else { return nil }
        last = date.adding(days: 1)
        return last
    }
}
