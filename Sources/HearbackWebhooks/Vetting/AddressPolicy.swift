/// Which addresses a webhook may go to: public ones only, whatever a name server says.
///
/// IPv4: everything but the list. IPv6: 2000::/3 but the list. IPv4-mapped addresses are judged as IPv4, and so are those
/// under the NAT64 prefix when there is one.
package struct AddressPolicy: Sendable {
    /// Why an address is refused. Kept in logs: whoever supplied the URL is told `address_not_allowed` and no more.
    package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        package let address: IPAddress
        /// The rule, such as `10.0.0.0/8 private (RFC 1918)`.
        package let rule: String

        package var description: String { "address \(address) is not allowed: \(rule)" }
    }

    /// The host's own addresses at this moment; nil when they cannot be read, and then nothing is allowed.
    package typealias OwnAddressSource = @Sendable () -> Set<IPAddress>?

    /// Blocks of the operator's own that may be reached although a rule below refuses them (tests, demo, intranet).
    package var allowed: [AddressBlock]
    /// Blocks that are refused before anything else.
    package var refused: [AddressBlock]
    /// Refused too, unless `allowed` covers them: a service that trusts its own host would take us for it. Nil: no check.
    package var ownAddresses: OwnAddressSource?
    /// Set where IPv4 is reached through a translator; then the IPv4 address inside is judged. Nil: all such are refused.
    package var nat64Prefix: NAT64Prefix?

    package init(
        allowed: [AddressBlock] = [], refused: [AddressBlock] = [], ownAddresses: OwnAddressSource? = nil,
        nat64Prefix: NAT64Prefix? = nil
    ) {
        self.allowed = allowed
        self.refused = refused
        self.ownAddresses = ownAddresses
        self.nat64Prefix = nat64Prefix
    }

    /// Nil when `address` may be connected to.
    package func refusal(of address: IPAddress) -> Refusal? {
        let address = address.unmapped
        // Asked twice for every delivery: the words for what is allowed are not made for that.
        return rule(against: address).map { Refusal(address: address, rule: $0) }
    }

    /// Whether `address` may be connected to, and the rule that decides it.
    package func verdict(on address: IPAddress) -> Result<String, Refusal> {
        let address = address.unmapped
        if let block = allowed.first(where: { $0.contains(address) }), rule(against: address) == nil {
            return .success("\(block) allowed by the configuration")
        }
        if let rule = rule(against: address) { return .failure(Refusal(address: address, rule: rule)) }
        return .success(AddressRules.reason(for: address))
    }

    /// The addresses to connect to: all of `answer`, or a refusal when any of them is refused, since an answer that
    /// mixes public and internal addresses is what DNS rebinding looks like.
    package func vet(_ answer: [IPAddress]) throws(Refusal) -> [IPAddress] {
        for address in answer {
            if let refusal = refusal(of: address) { throw refusal }
        }
        return answer
    }

    private func rule(against address: IPAddress) -> String? {
        let address = address.unmapped
        if let block = refused.first(where: { $0.contains(address) }) { return "\(block) refused by the configuration" }
        if allowed.contains(where: { $0.contains(address) }) { return nil }
        if let ownAddresses {
            guard let own = ownAddresses() else { return "the addresses of this host cannot be read" }
            if own.contains(address) { return "an address of this host" }
        }
        // The embedded address is an IPv4 one, so this goes one level deep.
        if let embedded = nat64Prefix?.embedded(in: address) {
            return rule(against: embedded).map { "NAT64 of \(embedded): \($0)" }
        }
        return AddressRules.rule(against: address)
    }
}
