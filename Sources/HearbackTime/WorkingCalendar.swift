/// Which days are worked, in one version of one country's or institution's calendar.
package struct WorkingCalendar: Hashable, Sendable {
    /// What a day is; a holiday on a weekend is told as a weekend with its holidays.
    package enum DayKind: Hashable, Sendable {
        case working
        case weekend([Holiday])
        case holiday([Holiday])
    }

    /// `MA`, or the institution's own name for it.
    package let name: String
    /// Changes with every change of an entry; due dates carry it.
    package let version: String
    package let weekend: Set<Weekday>
    /// The days for which the holidays are known; beyond them every due date is provisional.
    package let coverage: ClosedRange<CivilDate>
    private let holidays: [CivilDate: [Holiday]]

    /// Throws `CalendarError` for a week without a working day, an entry outside the coverage or one told twice.
    package init(
        name: String, version: String, weekend: Set<Weekday>, coverage: ClosedRange<CivilDate>, entries: [Holiday]
    ) throws(CalendarError) {
        guard !name.isEmpty, !version.isEmpty else { throw .unnamed }
        guard weekend.count < Weekday.allCases.count else { throw .noWorkingDay }
        var holidays: [CivilDate: [Holiday]] = [:]
        for entry in entries {
            guard coverage.contains(entry.date) else { throw .outsideCoverage(entry.date, name: entry.name) }
            if holidays[entry.date]?.contains(where: { $0.name == entry.name }) == true {
                throw .toldTwice(entry.date, name: entry.name)
            }
            holidays[entry.date, default: []].append(entry)
        }
        (self.name, self.version, self.weekend) = (name, version, weekend)
        (self.coverage, self.holidays) = (coverage, holidays)
    }

    /// In the order in which they happen.
    package var entries: [Holiday] {
        holidays.keys.sorted().flatMap { holidays[$0] ?? [] }
    }

    package func holidays(on date: CivilDate) -> [Holiday] {
        holidays[date] ?? []
    }

    package func kind(of date: CivilDate) -> DayKind {
        let found = holidays(on: date)
        if weekend.contains(date.weekday) { return .weekend(found) }
        return found.isEmpty ? .working : .holiday(found)
    }

    package func isWorkingDay(_ date: CivilDate) -> Bool {
        !weekend.contains(date.weekday) && holidays[date] == nil
    }

    /// Whether a day is off only by a reckoning that may still move.
    package func isTentative(_ date: CivilDate) -> Bool {
        guard let found = holidays[date] else { return false }
        return found.allSatisfy { $0.status == .tentative }
    }

    /// Working days after `start` up to and including `end`; 0 when `end` is not later.
    ///
    /// For people only. Lateness is told by comparing dates: on the Saturday after a Friday due date this count is
    /// still the term.
    package func workingDays(after start: CivilDate, through end: CivilDate) -> Int {
        guard start < end else { return 0 }
        return (start.dayNumber + 1...end.dayNumber).reduce(0) { count, day in
            count + (isWorkingDay(CivilDate(clamping: day)) ? 1 : 0)
        }
    }
}

/// Why entries do not make a calendar.
package enum CalendarError: Error, Hashable, Sendable {
    case unnamed
    case noWorkingDay
    case emptyCoverage(from: CivilDate, through: CivilDate)
    case outsideCoverage(CivilDate, name: String)
    case toldTwice(CivilDate, name: String)
    case unreadable(String)
}

extension CalendarError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unnamed: "the calendar has no name or no version; give both"
        case .noWorkingDay: "every weekday is a weekend day; leave at least one to work on"
        case .emptyCoverage(let from, let through): "the calendar covers \(from) to \(through); put the earlier day first"
        case .outsideCoverage(let date, let name): "\(name) on \(date) is outside the calendar's coverage; widen it"
        case .toldTwice(let date, let name): "\(name) is told twice on \(date); keep one entry"
        case .unreadable(let why): "the calendar can't be read: \(why); compare it with the one that is shipped"
        }
    }
}
