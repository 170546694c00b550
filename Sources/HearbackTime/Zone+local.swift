package import HearbackCore

extension Zone {
    /// The instant at which clocks on a day show so many milliseconds after midnight, as if the day had no change.
    ///
    /// Where the clocks are set back and show a time twice it is the first; a time that they skip is read with the offset
    /// from before the change. Assumes at most one change within 26 hours either side, as the tz data has it.
    package func instant(_ date: CivilDate, millisecondOfDay: Int) -> Instant {
        let local = Int64(date.dayNumber) * 86_400_000 + Int64(millisecondOfDay)
        let before = local - Int64(offset(at: Instant(milliseconds: local - 93_600_000))) * 1_000
        let after = local - Int64(offset(at: Instant(milliseconds: local + 93_600_000))) * 1_000
        let shows = { (milliseconds: Int64) in
            milliseconds + Int64(offset(at: Instant(milliseconds: milliseconds))) * 1_000 == local
        }
        return Instant(milliseconds: shows(before) || !shows(after) ? before : after)
    }

    /// Without a file: what whole days in a table are reckoned in, so that each has 24 hours.
    package static let utc = Zone(
        name: "UTC", dataVersion: "none", file: ZoneFile(fixed: ZoneFile.LocalTime(offset: 0, isDaylightSaving: false)))
}
