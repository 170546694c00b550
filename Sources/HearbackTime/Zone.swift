package import HearbackCore

/// A time zone read from the system's own tz data, never from Foundation, whose bundled copy is years behind.
package struct Zone: Hashable, Sendable {
    /// The IANA name, such as `Africa/Casablanca`.
    package let name: String
    /// The tz data's version, such as `2026f`, or `unknown`.
    package let dataVersion: String
    private let file: ZoneFile

    package init(name: String, dataVersion: String, file: ZoneFile) {
        (self.name, self.dataVersion, self.file) = (name, dataVersion, file)
    }

    /// Seconds east of UTC.
    package func offset(at instant: Instant) -> Int {
        file.localTime(at: instant.seconds).offset
    }

    /// The day on a calendar hanging in this zone.
    package func civilDate(at instant: Instant) -> CivilDate {
        // An Instant holds at most 2^63 milliseconds, so its seconds leave room for an offset.
        let local = instant.seconds + Int64(offset(at: instant))
        return CivilDate(clamping: Int(local.floorDivided(by: 86_400)))
    }

    /// The first instant of a day: midnight, or the end of the gap where the clocks skip midnight.
    ///
    /// Assumes at most one change of offset within 26 hours either side of midnight, as the tz data has it.
    package func start(of date: CivilDate) -> Instant {
        let midnight = Int64(date.dayNumber) * 86_400
        let before = midnight - 93_600
        let after = midnight + 93_600
        let old = offset(seconds: before)
        let new = offset(seconds: after)
        guard old != new else { return Instant(milliseconds: (midnight - Int64(old)) * 1_000) }
        let change = firstSecond(after: before, upTo: after, differingFrom: old)
        if midnight - Int64(old) < change { return Instant(milliseconds: (midnight - Int64(old)) * 1_000) }
        return Instant(milliseconds: max(midnight - Int64(new), change) * 1_000)
    }

    private func offset(seconds: Int64) -> Int { file.localTime(at: seconds).offset }

    private func firstSecond(after start: Int64, upTo end: Int64, differingFrom offset: Int) -> Int64 {
        var (low, high) = (start, end)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if self.offset(seconds: middle) == offset { low = middle } else { high = middle }
        }
        return high
    }

    /// Whether this is Morocco's time as it was before decree 2.26.530 (tz data older than 2026c), which still moves
    /// to +01 after 2026-09-20. Due dates reckoned with it are wrong by a day near midnight, so the daemon warns.
    package var isOlderThanCasablanca2026: Bool {
        guard name == "Africa/Casablanca" || name == "Africa/El_Aaiun" else { return false }
        // 2026-10-01T00:00:00Z
        return offset(seconds: 1_790_812_800) != 0
    }
}
