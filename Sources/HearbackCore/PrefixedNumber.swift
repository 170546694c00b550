/// A number from 1 whose prefix says of what: `cmt_42`, `bat_7`.
package protocol PrefixedNumber: Hashable, Comparable, Sendable {
    static var prefix: String { get }
    var value: Int64 { get }
    /// Nil outside the range.
    init?(_ value: Int64)
}

extension PrefixedNumber {
    /// The identifier in URLs and JSON.
    package var id: String { "\(Self.prefix)\(value)" }

    /// One spelling each: no leading zero, no sign, ASCII digits.
    package init?(id: some StringProtocol) {
        let digits = id.utf8.dropFirst(Self.prefix.utf8.count)
        guard id.hasPrefix(Self.prefix), let first = digits.first, first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let value = Int64(String(decoding: digits, as: UTF8.self))
        else { return nil }
        self.init(value)
    }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
