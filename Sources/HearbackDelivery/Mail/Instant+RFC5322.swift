import HearbackCore

extension Instant {
    /// `Fri, 06 Jan 2023 09:30:00 +0000` (RFC 5322, section 3.3), in UTC. Instants outside the years 1970 to 9999 are
    /// written as the nearest one inside: the format has no years before 1900.
    var rfc5322: String {
        let seconds = min(max(self.seconds, 0), 253_402_300_799)
        let day = Int(seconds / 86_400)
        let date = GregorianDay.civil(day)
        let second = Int(seconds % 86_400)
        // 1970-01-01 was a Thursday.
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][day % 7]
        let month = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][date.month - 1]
        let clock = [second / 3_600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }.joined(separator: ":")
        return "\(weekday), \(Self.padded(date.day, 2)) \(month) \(Self.padded(date.year, 4)) \(clock) +0000"
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(width - digits.count, 0)) + digits
    }
}
