/// Which addresses a webhook may go to: public ones only, whatever a name server says.
///
/// IPv4: everything but the list. IPv6: 2000::/3 but the list. IPv4-mapped addresses are judged as IPv4. Source: the
/// IANA special-purpose address registries, snapshot 2026-07-18, and 168.63.129.16, which is public but a platform's.
package struct AddressPolicy: Sendable {
    /// Why an address is refused. Kept in logs: whoever supplied the URL is told `address_not_allowed` and no more.
    package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        package let address: IPAddress
        /// The rule, such as `10.0.0.0/8 private (RFC 1918)`.
        package let rule: String

        package var description: String { "address \(address) is not allowed: \(rule)" }
    }

    /// Blocks of the operator's own that may be reached although a rule below refuses them (tests, demo, intranet).
    package var allowed: [AddressBlock]
    /// Blocks that are refused before anything else, such as the host's own public addresses.
    package var refused: [AddressBlock]

    package init(allowed: [AddressBlock] = [], refused: [AddressBlock] = []) {
        self.allowed = allowed
        self.refused = refused
    }

    /// Nil when `address` may be connected to.
    package func refusal(of address: IPAddress) -> Refusal? {
        guard case .failure(let refusal) = verdict(on: address) else { return nil }
        return refusal
    }

    /// Whether `address` may be connected to, and the rule that decides it.
    package func verdict(on address: IPAddress) -> Result<String, Refusal> {
        let address = address.unmapped
        if let block = refused.first(where: { $0.contains(address) }) {
            return .failure(Refusal(address: address, rule: "\(block) refused by the configuration"))
        }
        if let block = allowed.first(where: { $0.contains(address) }) {
            return .success("\(block) allowed by the configuration")
        }
        let list = address.isIPv6 ? Self.ipv6 : Self.ipv4
        if let rule = list.first(where: { $0.block.contains(address) }) {
            return .failure(Refusal(address: address, rule: "\(rule.block) \(rule.name)"))
        }
        guard address.isIPv6 else { return .success("public: in no special-purpose block of IPv4") }
        guard Self.globalUnicast.contains(where: { $0.contains(address) }) else {
            return .failure(Refusal(address: address, rule: "outside 2000::/3 global unicast (RFC 4291)"))
        }
        return .success("2000::/3 global unicast (RFC 4291)")
    }

    /// The addresses to connect to: all of `answer`, or a refusal when any of them is refused, since an answer that
    /// mixes public and internal addresses is what DNS rebinding looks like.
    package func vet(_ answer: [IPAddress]) throws(Refusal) -> [IPAddress] {
        for address in answer {
            if let refusal = refusal(of: address) { throw refusal }
        }
        return answer
    }

    private struct Rule {
        let block: AddressBlock
        let name: String

        init?(_ text: String, _ name: String) {
            guard let block = AddressBlock(text) else { return nil }
            self.block = block
            self.name = name
        }
    }

    /// Texts that all parse: a test counts them.
    static var ruleCount: (ipv4: Int, ipv6: Int, global: Int) { (ipv4.count, ipv6.count, globalUnicast.count) }

    private static let globalUnicast = [AddressBlock("2000::/3")].compactMap { $0 }

    private static let ipv4: [Rule] = [
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

    private static let ipv6: [Rule] = [
        Rule("2001::/23", "IETF protocol assignments, Teredo among them (RFC 2928)"),
        Rule("2001:db8::/32", "documentation (RFC 3849)"),
        Rule("2002::/16", "6to4 (RFC 3056)"),
        Rule("2620:4f:8000::/48", "AS112 direct delegation (RFC 7534)"),
        Rule("3fff::/20", "documentation (RFC 9637)"),
    ].compactMap { $0 }
}
