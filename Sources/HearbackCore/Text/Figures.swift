/// Numbers as people read them.
package enum Figures {
    /// `1,418`.
    package static func grouped(_ number: some BinaryInteger) -> String {
        let digits = Array(String(number.magnitude))
        let groups = stride(from: digits.count, to: 0, by: -3).reversed().map { end in
            String(digits[max(0, end - 3)..<end])
        }
        return (number < 0 ? "-" : "") + groups.joined(separator: ",")
    }

    /// `1 day`, `1,418 days`.
    package static func count(_ number: some BinaryInteger, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A span in days and hours, or in what is smaller: `1,418 d 4 h`, `5 h`, `12 min`. In seconds, rounded down.
    package static func age(seconds: Int64) -> String {
        let seconds = max(0, seconds)
        let (days, hours) = (seconds / 86_400, seconds % 86_400 / 3_600)
        if days > 0 { return "\(grouped(days)) d \(hours) h" }
        return hours > 0 ? "\(hours) h" : "\(seconds / 60) min"
    }

    /// Milliseconds as days with one decimal, rounded half up: `5.6 d`.
    package static func days(milliseconds: Int64) -> String {
        let tenths = (max(0, milliseconds) / 4_320_000 + 1) / 2
        return "\(grouped(tenths / 10)).\(tenths % 10) d"
    }
}

extension Instant {
    /// `2023-01-06 12:00 UTC`.
    package var minuteText: String {
        rfc3339.prefix(16).split(separator: "T").joined(separator: " ") + " UTC"
    }

    /// `2023-01-06 12:00:00`, UTC, for columns whose title names the zone.
    package var secondText: String {
        rfc3339.prefix(19).split(separator: "T").joined(separator: " ")
    }
}

extension RawRepresentable<String> {
    /// A raw value as words: `awaiting_approval` reads `awaiting approval`.
    package var words: String { rawValue.split(separator: "_").joined(separator: " ") }
}
