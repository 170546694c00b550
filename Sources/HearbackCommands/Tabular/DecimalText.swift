import HearbackCore

/// Decimal numbers in tables.
enum DecimalText {
    /// Reads digits with an optional sign, decimal point and exponent, to the nearest double; nil for anything else, such
    /// as `nan`, `inf`, `0x10`, `1,5` or what is too large for a double. Blanks around it are passed over.
    static func number(_ text: String) -> Double? {
        var text = text
        if let exact = text.withUTF8(short) { return exact }
        let bare = text.utf8.drop { $0 == UInt8(ascii: " ") }
        let end = bare.lastIndex { $0 != UInt8(ascii: " ") }.map { bare.index(after: $0) } ?? bare.startIndex
        let digits = bare[..<end]
        guard !digits.isEmpty, digits.allSatisfy(isPart), let number = Double(String(Substring(digits))), number.isFinite
        else { return nil }
        return number
    }

    /// Digits and a point, few enough that the quotient of two exact doubles is the nearest one (Clinger 1990); else nil.
    private static func short(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        guard (1...16).contains(bytes.count) else { return nil }
        var whole: UInt64 = 0
        var (places, digits) = (0, 0)
        var hasPoint = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                whole = whole * 10 + UInt64(byte - UInt8(ascii: "0"))
                digits += 1
                if hasPoint { places += 1 }
            case UInt8(ascii: ".") where !hasPoint: hasPoint = true
            default: return nil
            }
        }
        // 2^53: above it not every whole number is a double.
        guard digits > 0, whole <= 9_007_199_254_740_992 else { return nil }
        return places == 0 ? Double(whole) : Double(whole) / powers[places]
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    ]

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    /// A number for people: at most four digits that count, without an exponent where it can be avoided.
    static func shown(_ number: Double) -> String {
        guard number.isFinite else { return "-" }
        guard abs(number) < 1e15 else { return "\(number)" }
        guard abs(number) < 1_000, number != number.rounded() else { return Figures.grouped(Int64(number.rounded())) }
        var scale = 1.0
        while abs(number) * scale < 1_000, scale < 1e6 { scale *= 10 }
        let rounded = (number * scale).rounded() / scale
        guard rounded != 0 else { return "\(number)" }
        return rounded == rounded.rounded() ? Figures.grouped(Int64(rounded)) : "\(rounded)"
    }
}
