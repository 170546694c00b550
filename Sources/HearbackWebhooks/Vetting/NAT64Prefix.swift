/// The IPv6 prefix under which a network's NAT64 translator shows IPv4 (RFC 6052): 96 bits, then the IPv4 address.
package struct NAT64Prefix: Hashable, Sendable {
    /// Always an IPv6 /96.
    package let block: AddressBlock

    /// Reads `64:ff9b::/96` or a network's own prefix.
    ///
    /// Nil for other lengths, whose addresses scatter the IPv4 bits, and when bits 64 to 71 are not zero (RFC 6052
    /// section 2.2).
    package init?(_ text: some StringProtocol) {
        guard let block = AddressBlock(text), block.prefixLength == 96, case .v6(_, let low) = block.base, low >> 56 == 0
        else { return nil }
        self.block = block
    }

    /// The IPv4 address that the translator connects to; nil for an address outside the prefix.
    package func embedded(in address: IPAddress) -> IPAddress? {
        guard block.contains(address), case .v6(_, let low) = address else { return nil }
        return .v4(UInt32(truncatingIfNeeded: low))
    }
}
