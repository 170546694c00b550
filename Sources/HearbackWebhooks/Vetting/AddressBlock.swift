/// A block of addresses in CIDR notation, `192.0.2.0/24` or `2001:db8::/32`; a bare address is a block of one.
package struct AddressBlock: Hashable, Sendable, CustomStringConvertible {
    package let base: IPAddress
    /// Leading bits that count: 0...32 for IPv4, 0...128 for IPv6.
    package let prefixLength: Int

    /// Nil when the text is not CIDR notation. Bits behind the prefix are cleared.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first) else { return nil }
        let width = address.isIPv6 ? 128 : 32
        if parts.count == 2 {
            guard (1...3).contains(parts[1].utf8.count), parts[1].allSatisfy(\.isASCII),
                parts[1].allSatisfy(\.isNumber), let length = Int(parts[1]), length <= width
            else { return nil }
            prefixLength = length
        } else {
            prefixLength = width
        }
        base = Self.cut(address, prefixLength)
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.isIPv6 == base.isIPv6 && Self.cut(address, prefixLength) == base
    }

    package var description: String { "\(base)/\(prefixLength)" }

    private static func cut(_ address: IPAddress, _ length: Int) -> IPAddress {
        // A shift by the whole width or more gives 0 in Swift, which is the mask of an empty prefix.
        switch address {
        case .v4(let bits): .v4(bits & (UInt32.max << (32 - length)))
        case .v6(let high, let low):
            .v6(
                high: high & (UInt64.max << max(64 - length, 0)),
                low: low & (UInt64.max << min(128 - length, 64)))
        }
    }
}
