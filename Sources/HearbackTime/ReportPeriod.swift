/// How often a report is due.
package enum ReportCadence: String, CaseIterable, Codable, Hashable, Sendable {
    case daily, weekly, monthly
}

/// The local days that one periodic report is about.
package struct ReportPeriod: Hashable, Sendable {
    /// `2026-10`, `2026-W43` (ISO 8601) or `2026-10-31`: names the report's files.
    package let name: String
    package let first: CivilDate
    package let last: CivilDate

    /// The last one that was over before a day began.
    package init(_ cadence: ReportCadence, before day: CivilDate) {
        switch cadence {
        case .daily:
            let yesterday = day.adding(days: -1)
            (first, last, name) = (yesterday, yesterday, yesterday.description)
        case .weekly:
            let sunday = day.adding(days: -day.weekday.rawValue)
            (first, last) = (sunday.adding(days: -6), sunday)
            name = Self.weekName(ofWeekEndingOn: sunday)
        case .monthly:
            let end = day.adding(days: -day.day)
            (first, last) = (end.adding(days: 1 - end.day), end)
            name = String(end.description.prefix(7))
        }
    }

    /// The ISO week's year is that of its Thursday, which its number counts from the first one of the year.
    private static func weekName(ofWeekEndingOn sunday: CivilDate) -> String {
        let thursday = sunday.adding(days: -3)
        let newYear = CivilDate(year: thursday.year, month: 1, day: 1) ?? thursday
        let week = thursday.days(since: newYear) / 7 + 1
        return thursday.description.prefix(4) + (week < 10 ? "-W0" : "-W") + String(week)
    }
}
