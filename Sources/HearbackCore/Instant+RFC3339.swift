/// RFC 3339 timestamps (section 5.6), the only form of an instant in APIs, exports and logs.
extension Instant {
    /// `2023-01-06T09:30:00.000Z`: UTC, always three decimals.
    ///
    /// Instants outside the years 0 to 9999 can't be written in RFC 3339; they are shown as the nearest one that can.
    package var rfc3339: String {
        let clamped = min(max(milliseconds, Self.earliest), Self.latest)
        var day = clamped / 86_400_000
        var rest = clamped % 86_400_000
        if rest < 0 { (day, rest) = (day - 1, rest + 86_400_000) }
        let date = GregorianDay.civil(Int(day))
        let second = rest / 1_000
        var text = DigitWriter()
        text.write(date.year, width: 4)
        text.write(date.month, width: 2, after: "-")
        text.write(date.day, width: 2, after: "-")
        text.write(Int(second / 3_600), width: 2, after: "T")
        text.write(Int(second / 60 % 60), width: 2, after: ":")
        text.write(Int(second % 60), width: 2, after: ":")
        text.write(Int(rest % 1_000), width: 3, after: ".")
        text.bytes.append(UInt8(ascii: "Z"))
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// Reads a timestamp with `Z` or a numeric offset, upper or lower case; nil when it is not RFC 3339.
    ///
    /// Fractions beyond milliseconds are cut. A leap second (`:60`) is read as the last millisecond before it.
    package init?(rfc3339 text: some StringProtocol) {
        var scanner = Scanner(text: Array(text.utf8))
        guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
            let day = scanner.number(2), scanner.skip("T", or: "t", or: " "),
            let hour = scanner.number(2), hour < 24, scanner.skip(":"),
            let minute = scanner.number(2), minute < 60, scanner.skip(":"),
            let second = scanner.number(2), second <= 60,
            let fraction = scanner.fraction(), let offset = scanner.offset(), scanner.isAtEnd,
            let dayNumber = GregorianDay.number(year: year, month: month, day: day)
        else { return nil }
        let whole = dayNumber * 86_400 + hour * 3_600 + minute * 60 + min(second, 59) - offset * 60
        self.init(milliseconds: Int64(whole) * 1_000 + Int64(second == 60 ? 999 : fraction))
        guard (Self.earliest...Self.latest).contains(milliseconds) else { return nil }
    }

    private static var earliest: Int64 { -62_167_219_200_000 }
    private static var latest: Int64 { 253_402_300_799_999 }
}

/// Numbers of fixed width, without a string for each: every answer and every row of an export has a timestamp.
private struct DigitWriter {
    var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(24) }

    /// - Parameter value: not negative, at most `width` digits.
    mutating func write(_ value: Int, width: Int, after separator: Unicode.Scalar? = nil) {
        if let separator { bytes.append(UInt8(ascii: separator)) }
        let start = bytes.count
        var rest = value
        for _ in 0..<width {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }
}

private struct Scanner {
    let text: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == text.count }

    mutating func number(_ digits: Int) -> Int? {
        guard position + digits <= text.count else { return nil }
        var value = 0
        for byte in text[position..<position + digits] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        position += digits
        return value
    }

    mutating func skip(_ wanted: Unicode.Scalar...) -> Bool { take(wanted) != nil }
    mutating func skip(_ wanted: Unicode.Scalar, or second: Unicode.Scalar, or third: Unicode.Scalar) -> Bool {
        take([wanted, second, third]) != nil
    }

    private mutating func take(_ wanted: [Unicode.Scalar]) -> UInt8? {
        guard position < text.count, wanted.contains(Unicode.Scalar(text[position])) else { return nil }
        position += 1
        return text[position - 1]
    }

    /// Milliseconds of an optional fraction; nil when a dot has no digit behind it.
    mutating func fraction() -> Int? {
        guard take(["."]) != nil else { return 0 }
        var value = 0
        var count = 0
        while let digit = number(1) {
            if count < 3 { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 3)..<3 { value *= 10 }
        return value
    }

    /// Minutes east of UTC.
    mutating func offset() -> Int? {
        guard let sign = take(["Z", "z", "+", "-"]) else { return nil }
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return 0 }
        guard let hours = number(2), hours < 24, skip(":"), let minutes = number(2), minutes < 60 else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }
}
