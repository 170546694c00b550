/// The blocks that no webhook may go to. Source: the IANA special-purpose address registries, snapshot 2026-07-18, and
/// 168.63.129.16, which is public but a platform's.
enum AddressRules {
    struct Rule: Sendable {
        let block: AddressBlock
        let name: String

        init?(_ text: String, _ name: String) {
            guard let block = AddressBlock(text) else { return nil }
            self.block = block
            self.name = name
        }
    }

    /// Why a public-looking address is refused; nil when nothing speaks against it.
    static func rule(against address: IPAddress) -> String? {
        let list = address.isIPv6 ? ipv6 : ipv4
        if let rule = list.first(where: { $0.block.contains(address) }) { return "\(rule.block) \(rule.name)" }
        if address.isIPv6, !globalUnicast.contains(where: { $0.contains(address) }) {
            return "outside 2000::/3 global unicast (RFC 4291)"
        }
        return nil
    }

    /// What speaks for an address that no rule is against.
    static func reason(for address: IPAddress) -> String {
        address.isIPv6 ? "2000::/3 global unicast (RFC 4291)" : "public: in no special-purpose block of IPv4"
    }

    static let globalUnicast = [AddressBlock("2000::/3")].compactMap { $0 }

    static let ipv4: [Rule] = [
        Rule("0.0.0.0/8", "this network (RFC 791, RFC 1122)"),
        Rule("10.0.0.0/8", "private (RFC 1918)"),
        Rule("100.64.0.0/10", "shared address space (RFC 6598)"),
        Rule("127.0.0.0/8", "loopback (RFC 1122)"),
        Rule("169.254.0.0/16", "link local and cloud metadata (RFC 3927)"),
        Rule("172.16.0.0/12", "private (RFC 1918)"),
        Rule("192.0.0.0/24", "IETF protocol assignments (RFC 6890)"),
        Rule("192.0.2.0/24", "documentation (RFC 5737)"),
        Rule("192.31.196.0/24", "AS112 (RFC 7535)"),
        Rule("192.52.193.0/24", "AMT (RFC 7450)"),
        Rule("192.88.99.0/24", "6to4 relay anycast (RFC 7526)"),
        Rule("192.168.0.0/16", "private (RFC 1918)"),
        Rule("192.175.48.0/24", "AS112 direct delegation (RFC 7534)"),
        Rule("198.18.0.0/15", "benchmarking (RFC 2544)"),
        Rule("198.51.100.0/24", "documentation (RFC 5737)"),
        Rule("203.0.113.0/24", "documentation (RFC 5737)"),
        Rule("224.0.0.0/4", "multicast (RFC 5771)"),
        Rule("240.0.0.0/4", "reserved and broadcast (RFC 1112, RFC 919)"),
        Rule("168.63.129.16/32", "a cloud platform's own address"),
    ].compactMap { $0 }

    static let ipv6: [Rule] = [
        Rule("2001::/23", "IETF protocol assignments, Teredo among them (RFC 2928)"),
        Rule("2001:db8::/32", "documentation (RFC 3849)"),
        Rule("2002::/16", "6to4 (RFC 3056)"),
        Rule("2620:4f:8000::/48", "AS112 direct delegation (RFC 7534)"),
        Rule("3fff::/20", "documentation (RFC 9637)"),
    ].compactMap { $0 }
}
