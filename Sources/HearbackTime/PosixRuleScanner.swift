/// The grammar of a POSIX TZ string: `std offset [dst [offset] , start [/time] , end [/time]]`.
struct PosixRuleScanner {
    let text: [UInt8]
    private var position = 0

    init(text: [UInt8]) { self.text = text }

    mutating func rule() -> (standard: Int, daylight: PosixRule.Daylight?)? {
        guard designation(), let west = time(hours: 24), PosixRule.offsets.contains(-west) else { return nil }
        if isAtEnd { return (-west, nil) }
        guard designation() else { return nil }
        // Without its own offset daylight time is one hour ahead of standard time.
        var daylightWest = west - 3_600
        if peek != UInt8(ascii: ",") {
            guard let stated = time(hours: 24) else { return nil }
            daylightWest = stated
        }
        // Without dates the rule would be the implementation's own choice, so they are required.
        guard PosixRule.offsets.contains(-daylightWest), skip(","), let begins = change(), skip(","),
            let ends = change(), isAtEnd
        else { return nil }
        return (-west, PosixRule.Daylight(offset: -daylightWest, begins: begins, ends: ends))
    }

    private var isAtEnd: Bool { position == text.count }
    private var peek: UInt8? { position < text.count ? text[position] : nil }

    private mutating func skip(_ wanted: Unicode.Scalar) -> Bool {
        guard let byte = peek, Unicode.Scalar(byte) == wanted else { return false }
        position += 1
        return true
    }

    /// Three or more letters, or letters, digits and signs between `<` and `>`.
    private mutating func designation() -> Bool {
        let quoted = skip("<")
        let start = position
        while let byte = peek, Self.isLetter(byte) || (quoted && Self.isDigitOrSign(byte)) { position += 1 }
        guard position - start >= 3 else { return false }
        return quoted ? skip(">") : true
    }

    private mutating func number(upTo limit: Int) -> Int? {
        let start = position
        var value = 0
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), position - start < 3 {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            position += 1
        }
        return position > start && value <= limit ? value : nil
    }

    /// `[+|-]hh[:mm[:ss]]` in seconds.
    private mutating func time(hours limit: Int) -> Int? {
        let negative = skip("-")
        if !negative { _ = skip("+") }
        guard let hours = number(upTo: limit) else { return nil }
        var seconds = hours * 3_600
        for unit in [60, 1] where skip(":") {
            guard let value = number(upTo: 59) else { return nil }
            seconds += value * unit
        }
        return negative ? -seconds : seconds
    }

    private mutating func change() -> PosixRule.Change? {
        guard let day = changeDay() else { return nil }
        guard skip("/") else { return PosixRule.Change(day: day, time: 7_200) }
        guard let time = time(hours: 167) else { return nil }
        return PosixRule.Change(day: day, time: time)
    }

    private mutating func changeDay() -> PosixRule.Change.Day? {
        if skip("J") { return number(upTo: 365).flatMap { $0 > 0 ? .julian($0) : nil } }
        guard skip("M") else { return number(upTo: 365).map { .ordinal($0) } }
        guard let month = number(upTo: 12), month > 0, skip("."), let week = number(upTo: 5), week > 0, skip("."),
            let day = number(upTo: 6)
        else { return nil }
        return .weekday(month: month, week: week, day: day)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigitOrSign(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "-")
    }
}
