import HearbackCore

/// A POSIX TZ string (POSIX.1-2017 section 8.3) with the extensions of RFC 9636 section 3.3.1: transition times
/// from -167 to 167 hours. `IST-1GMT0,M10.5.0,M3.5.0/1` and `<+01>-1` are such strings.
package struct PosixRule: Hashable, Sendable {
    /// When in a year, in local time, a change happens.
    struct Change: Hashable, Sendable {
        enum Day: Hashable, Sendable {
            /// 1 to 365; 29 February is never counted.
            case julian(Int)
            /// 0 to 365; 29 February is counted.
            case ordinal(Int)
            /// Month 1 to 12, week 1 to 5 (5 is the last), weekday 0 (Sunday) to 6.
            case weekday(month: Int, week: Int, day: Int)
        }
        let day: Day
        /// Seconds after midnight, negative for the day before.
        let time: Int
    }

    struct Daylight: Hashable, Sendable {
        /// Seconds east of UTC; less than the standard offset where the law says so (Ireland).
        let offset: Int
        let begins: Change
        let ends: Change
    }

    /// The offsets that RFC 9636 section 3.2 allows, in seconds.
    static let offsets = -89_999...93_599

    /// Seconds east of UTC.
    let standard: Int
    let daylight: Daylight?

    /// Throws `ZoneError.badRule` for anything else than a complete rule.
    package init(_ text: String) throws(ZoneError) {
        var scanner = PosixRuleScanner(text: Array(text.utf8))
        guard let parts = scanner.rule() else { throw .badRule(text) }
        (standard, daylight) = parts
    }

    /// The local time in force at a moment given in seconds since the epoch.
    package func localTime(at seconds: Int64) -> ZoneFile.LocalTime {
        guard let daylight, isDaylightSaving(daylight, at: seconds) else {
            return ZoneFile.LocalTime(offset: standard, isDaylightSaving: false)
        }
        return ZoneFile.LocalTime(offset: daylight.offset, isDaylightSaving: true)
    }

    /// The latest change at or before the moment decides. Changes may spill over the year's end by a week, hence the
    /// neighbouring years; where one period ends as the next begins, the beginning wins (daylight time all year).
    private func isDaylightSaving(_ daylight: Daylight, at seconds: Int64) -> Bool {
        let year = min(max(GregorianDay.civil(Int(seconds.floorDivided(by: 86_400))).year, 1), 9_998)
        var latest: (at: Int64, daylight: Bool)?
        for candidate in year - 1...year + 1 {
            let changes = [
                (daylight.ends.seconds(inYear: candidate) - Int64(daylight.offset), false),
                (daylight.begins.seconds(inYear: candidate) - Int64(standard), true),
            ]
            for (at, begins) in changes where at <= seconds {
                if let known = latest, known.at > at || (known.at == at && known.daylight) { continue }
                latest = (at, begins)
            }
        }
        return latest?.daylight ?? false
    }
}

extension PosixRule.Change {
    /// Local seconds since the epoch at which the change happens, for years 0 to 9999.
    func seconds(inYear year: Int) -> Int64 {
        Int64(dayNumber(inYear: year)) * 86_400 + Int64(time)
    }

    private func dayNumber(inYear year: Int) -> Int {
        let newYear = GregorianDay.number(year: year, month: 1, day: 1) ?? 0
        switch day {
        case .ordinal(let ordinal): return newYear + ordinal
        case .julian(let julian):
            return newYear + julian - 1 + (GregorianDay.isLeap(year) && julian >= 60 ? 1 : 0)
        case .weekday(let month, let week, let day):
            let first = GregorianDay.number(year: year, month: month, day: 1) ?? newYear
            // 1970-01-01 was a Thursday, weekday 4 when Sunday is 0.
            let firstWeekday = ((first + 4) % 7 + 7) % 7
            let offset = (day - firstWeekday + 7) % 7 + (week - 1) * 7
            return first + (offset < GregorianDay.length(ofMonth: month, year: year) ? offset : offset - 7)
        }
    }
}

extension Int64 {
    /// The quotient rounded towards negative infinity, so that moments before 1970 fall on the right day.
    func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
