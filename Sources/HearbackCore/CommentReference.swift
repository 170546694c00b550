/// A comment's place in the ledger, from 1.
package struct CommentNumber: PrefixedNumber {
    /// The identifier in URLs and JSON is `cmt_42`.
    package static let prefix = "cmt_"
    package let value: Int64

    /// Nil unless `value` is at least 1 and has a reference (31⁷ comments).
    package init?(_ value: Int64) {
        guard value >= 1, value < CommentReference.count else { return nil }
        self.value = value
    }
}

/// The number as people write it down: `HB-X3TM-0PQK`, seven digits to the base 31 and a check character.
///
/// The check is the weighted sum modulo a prime of ISBN-10 (ISO 2108), over an alphabet of 31: it finds every single
/// wrong character and every swap of two. Numbers are spread over the range first (multiplication modulo 31⁷), so that
/// two neighbours do not look alike.
package enum CommentReference {
    /// 31⁷: how many references there are.
    package static let count: Int64 = 27_512_614_111
    private static let multiplier: Int64 = 17_003_730_619
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRTVWXYZ".utf8)
    private static let length = 7

    package static func text(of number: CommentNumber) -> String {
        var value = multiply(number.value, multiplier)
        var digits: [Int] = []
        for _ in 0..<length {
            digits.append(Int(value % 31))
            value /= 31
        }
        let characters = (digits.reversed() + [check(digits)]).map { alphabet[$0] }
        return "HB-" + String(decoding: characters[..<4], as: UTF8.self) + "-"
            + String(decoding: characters[4...], as: UTF8.self)
    }

    /// Reads a reference as people type it: any case, with or without prefix and dashes, `O` for `0`, `I` or `L` for `1`,
    /// `S` for `5`, `U` for `V`. Nil when the check character is wrong.
    package static func number(of text: some StringProtocol) -> CommentNumber? {
        var bytes = text.uppercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
        if bytes.count == length + 3, bytes.starts(with: Array("HB".utf8)) { bytes.removeFirst(2) }
        guard bytes.count == length + 1 else { return nil }
        var digits: [Int] = []
        for byte in bytes.reversed() {
            guard let digit = alphabet.firstIndex(of: forgiving(byte)) else { return nil }
            digits.append(digit)
        }
        let checked = digits.removeFirst()
        guard check(digits) == checked else { return nil }
        let value = digits.reversed().reduce(Int64(0)) { $0 * 31 + Int64($1) }
        return CommentNumber(multiply(value, inverse))
    }

    private static func check(_ digits: [Int]) -> Int {
        let sum = digits.enumerated().reduce(0) { $0 + ($1.offset + 2) * $1.element }
        return (31 - sum % 31) % 31
    }

    private static func forgiving(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        case UInt8(ascii: "S"): UInt8(ascii: "5")
        case UInt8(ascii: "U"): UInt8(ascii: "V")
        default: byte
        }
    }

    private static func multiply(_ left: Int64, _ right: Int64) -> Int64 {
        let product = UInt64(left).multipliedFullWidth(by: UInt64(right))
        return Int64(UInt64(count).dividingFullWidth(product).remainder)
    }

    /// The multiplier's inverse modulo 31⁷, by Fermat–Euler: φ(31⁷) = 31⁶ · 30.
    private static let inverse: Int64 = {
        var exponent: Int64 = 887_503_681 * 30 - 1
        var base = multiplier
        var result: Int64 = 1
        while exponent > 0 {
            if exponent & 1 == 1 { result = multiply(result, base) }
            base = multiply(base, base)
            exponent >>= 1
        }
        return result
    }()
}
