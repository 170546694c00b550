import ArgumentParser
import HearbackCore
import HearbackTime

/// How a table writes its dates.
enum OutsideDates: String, CaseIterable, ExpressibleByArgument {
    case iso, dmy, mdy, seconds, milliseconds
}

/// A point in time as a table writes it.
enum OutsideTime: Hashable {
    /// A day, without an hour.
    case day(CivilDate)
    /// A time on a clock whose zone the table does not tell.
    case local(CivilDate, millisecond: Int)
    /// With `Z` or an offset.
    case instant(Instant)

    init(_ text: String, _ style: OutsideDates) throws(RowFault) {
        let bare = text.trimmed
        switch style {
        case .iso: try self.init(iso: bare)
        case .dmy, .mdy:
            guard let day = Self.slashed(bare, style) else {
                throw RowFault("'\(bare)' is not a date written as \(style == .dmy ? "day/month/year" : "month/day/year")")
            }
            self = .day(day)
        case .seconds, .milliseconds:
            guard let number = Int64(bare), let instant = Self.instant(number, style) else {
                throw RowFault("'\(bare)' is not a count of \(style.rawValue) since 1970")
            }
            self = .instant(instant)
        }
    }

    private init(iso bare: String) throws(RowFault) {
        if let day = CivilDate(bare) {
            self = .day(day)
        } else if let instant = Instant(rfc3339: bare) ?? Self.withoutSeconds(bare) {
            self = .instant(instant)
        } else if let (day, millisecond) = Self.local(bare) {
            self = .local(day, millisecond: millisecond)
        } else if Self.looksLikeDate(bare) {
            throw RowFault("'\(bare)': there is no such date or time")
        } else {
            throw RowFault("'\(bare)' is not a date; write it like 2026-10-30 or 2026-10-30T09:15:00Z")
        }
    }

    /// ISO 8601 may leave the seconds out, RFC 3339 may not: `2025-05-16T04:00Z`.
    private static func withoutSeconds(_ text: String) -> Instant? {
        guard text.utf8.count > 16 else { return nil }
        return Instant(rfc3339: text.prefix(16) + ":00" + text.dropFirst(16))
    }

    /// `6/7/2018`; `.` and `-` may stand for the slashes.
    private static func slashed(_ text: String, _ style: OutsideDates) -> CivilDate? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "." || $0 == "-" }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3, parts.count == 3, parts[2].utf8.count == 4 else { return nil }
        let (day, month) = style == .dmy ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
        return CivilDate(year: numbers[2], month: month, day: day)
    }

    /// nil beyond the year 9999, or before year 0.
    private static func instant(_ number: Int64, _ style: OutsideDates) -> Instant? {
        let (milliseconds, isTooLarge) = style == .seconds ? number.multipliedReportingOverflow(by: 1_000) : (number, false)
        guard !isTooLarge, (-62_167_219_200_000...253_402_300_799_999).contains(milliseconds) else { return nil }
        return Instant(milliseconds: milliseconds)
    }

    /// `2026-10-30 09:15`, with seconds and their fraction where there are any.
    private static func local(_ text: String) -> (CivilDate, Int)? {
        guard let day = CivilDate(String(text.prefix(10))), text.utf8.count >= 16 else { return nil }
        let clock = text.dropFirst(10)
        let full = clock.utf8.count == 6 ? clock + ":00" : clock
        guard let reading = Instant(rfc3339: "1970-01-01" + full + "Z") else { return nil }
        return (day, Int(reading.milliseconds))
    }

    private static func looksLikeDate(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(10))
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return false }
        return bytes.enumerated().allSatisfy {
            $0.offset == 4 || $0.offset == 7 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0.element)
        }
    }

    /// The local day alone.
    func wholeDay(in zone: Zone) -> OutsideTime {
        switch self {
        case .day: self
        case .local(let day, _): .day(day)
        case .instant(let instant): .day(zone.civilDate(at: instant))
        }
    }

    var hasZone: Bool? {
        switch self {
        case .day: nil
        case .local: false
        case .instant: true
        }
    }

    /// A day is its beginning.
    func instant(in zone: Zone) -> Instant {
        switch self {
        case .day(let day): zone.start(of: day)
        case .local(let day, let millisecond): zone.instant(day, millisecondOfDay: millisecond)
        case .instant(let instant): instant
        }
    }
}

extension String {
    /// Without blanks at either end.
    var trimmed: String {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let start = utf8.drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(Substring(start[...last]))
    }
}
