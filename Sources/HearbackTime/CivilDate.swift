import HearbackCore

/// A day of the proleptic Gregorian calendar, without a time and without a zone: 0000-01-01 to 9999-12-31.
///
/// Due dates and "day N" counts compare these, never instants, so that a 23- or 25-hour day changes nothing.
package struct CivilDate: Hashable, Sendable {
    /// Days since 1970-01-01; negative before.
    package let dayNumber: Int

    package static let earliest = CivilDate(clamping: -719_528)
    package static let latest = CivilDate(clamping: 2_932_896)

    /// The day with this number, or the nearest one that can be written with a four-digit year.
    package init(clamping dayNumber: Int) {
        self.dayNumber = min(max(dayNumber, -719_528), 2_932_896)
    }

    /// nil when no such date exists (month 13, 30 February, year 10000).
    package init?(year: Int, month: Int, day: Int) {
        guard let number = GregorianDay.number(year: year, month: month, day: day) else { return nil }
        dayNumber = number
    }

    package var year: Int { GregorianDay.civil(dayNumber).year }
    package var month: Int { GregorianDay.civil(dayNumber).month }
    package var day: Int { GregorianDay.civil(dayNumber).day }

    package var weekday: Weekday {
        // 1970-01-01 was a Thursday; Swift's remainder keeps the sign, so it is made positive first.
        switch ((dayNumber % 7) + 7) % 7 {
        case 0: .thursday
        case 1: .friday
        case 2: .saturday
        case 3: .sunday
        case 4: .monday
        case 5: .tuesday
        default: .wednesday
        }
    }

    /// The date `days` later (earlier when negative); stops at the ends of the range instead of trapping.
    package func adding(days: Int) -> CivilDate {
        let (sum, overflow) = dayNumber.addingReportingOverflow(days)
        guard overflow else { return CivilDate(clamping: sum) }
        return days > 0 ? .latest : .earliest
    }

    /// Days from `earlier` to this date; negative when this date comes first.
    package func days(since earlier: CivilDate) -> Int {
        dayNumber - earlier.dayNumber
    }
}

extension CivilDate: Comparable {
    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.dayNumber < right.dayNumber
    }
}

/// Days of the week with their ISO 8601 numbers, Monday 1 to Sunday 7.
package enum Weekday: Int, CaseIterable, Codable, Hashable, Sendable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday
}
