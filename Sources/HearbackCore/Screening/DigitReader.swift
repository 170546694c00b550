/// Reads a number as people write it, with single separators between its digits.
struct DigitReader {
    let text: FoldedText
    private(set) var index: Int

    init(_ text: FoldedText, at index: Int) {
        (self.text, self.index) = (text, index)
    }

    /// Whether a number can begin here: not inside a word or a longer number.
    static func isStart(_ text: FoldedText, _ index: Int) -> Bool {
        let before = text[index - 1]
        if before.isLetter || before.isDigit { return false }
        // 1.06… and 3,06… are one number.
        return !((before == UInt32(scalar: ".") || before == UInt32(scalar: ",")) && text[index - 2].isDigit)
    }

    /// Whether the number ends here.
    var isAtEnd: Bool { !text[index].isDigit && !text[index].isLetter }

    mutating func take(_ literal: StaticString) -> Bool {
        let values = literal.withUTF8Buffer { $0.map(UInt32.init) }
        guard values.enumerated().allSatisfy({ text[index + $0] == $1 }) else { return false }
        index += values.count
        return true
    }

    /// The next digit, over up to two separators; nil where something else comes.
    mutating func digit(in allowed: ClosedRange<UInt32> = 0x30...0x39) -> UInt32? {
        var next = index
        while next - index < 2, Self.isSeparator(text[next]) { next += 1 }
        guard allowed.contains(text[next]) else { return nil }
        index = next + 1
        return text[next] - 0x30
    }

    mutating func digits(_ count: Int) -> Bool {
        for _ in 0..<count where digit() == nil { return false }
        return true
    }

    private static func isSeparator(_ value: UInt32) -> Bool {
        switch value {
        case 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F: true
        default: false
        }
    }
}
