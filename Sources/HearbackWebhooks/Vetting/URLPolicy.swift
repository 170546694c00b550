/// Which URLs a webhook may have. Parsed by libcurl and nothing else: where two parsers disagree about the host, one of
/// them is fooled.
package struct URLPolicy: Sendable {
    /// Plain HTTP too; for tests, the demo and a trusted network.
    package var allowsHTTP: Bool
    package var allowedPorts: Set<UInt16>
    /// Hosts that are addresses. What they may be is still `AddressPolicy`'s to say.
    package var allowsAddressLiterals: Bool
    /// Names that pass although they are single labels or reserved, such as `receiver.internal`; lower case, ASCII.
    package var allowedHosts: Set<String>

    package init(
        allowsHTTP: Bool = false, allowedPorts: Set<UInt16> = [443, 8443], allowsAddressLiterals: Bool = false,
        allowedHosts: Set<String> = []
    ) {
        self.allowsHTTP = allowsHTTP
        self.allowedPorts = allowedPorts
        self.allowsAddressLiterals = allowsAddressLiterals
        self.allowedHosts = allowedHosts
    }

    /// Names under these are never public (RFC 6761, RFC 6762, RFC 7686, RFC 8375, ICANN's `internal`).
    private static let reserved = [
        "localhost", "local", "internal", "home.arpa", "onion", "test", "invalid", "example",
    ]

    /// The canonical form of `text`, or why it is refused.
    package func vet(_ text: String) throws(URLRefusal) -> VettedURL {
        guard text.utf8.count <= 2_048 else { throw .tooLong }
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7f && $0 != "\\" }) else {
            throw .forbiddenCharacter
        }
        guard !text.utf8.contains(UInt8(ascii: "#")) else { throw .fragment }
        // Twice: IDNA turns full-width digits into plain ones, and only then does the parser see a number as a host.
        let first = try CurlURL.parse(text)
        let parts = try CurlURL.parse(first.text)
        guard parts.text.utf8.count <= 2_048 else { throw .tooLong }
        guard parts.text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { throw .forbiddenCharacter }
        guard let scheme = VettedURL.Scheme(rawValue: parts.scheme), scheme == .https || allowsHTTP else {
            throw .schemeNotAllowed
        }
        guard parts.port != 0, allowedPorts.contains(parts.port) else { throw .portNotAllowed(parts.port) }
        let literal = try vetHost(parts)
        return VettedURL(text: parts.text, scheme: scheme, host: parts.host, port: parts.port, literal: literal)
    }

    private func vetHost(_ parts: CurlURL) throws(URLRefusal) -> IPAddress? {
        guard !parts.hasZone else { throw .zoneIdentifier }
        if let literal = IPAddress(parts.host) {
            guard allowsAddressLiterals else { throw .addressLiteral }
            return literal
        }
        if allowedHosts.contains(parts.host) { return nil }
        let labels = parts.host.split(separator: ".", omittingEmptySubsequences: false)
        guard let top = labels.last, parts.host.utf8.count <= 253, labels.allSatisfy(isHostLabel) else {
            throw .notAFullName
        }
        // RFC 3696 section 2: a top-level name is not all digits; resolvers read such names as addresses.
        guard top.first?.isNumber == false else { throw .addressLiteral }
        if let suffix = Self.reserved.first(where: { parts.host == $0 || parts.host.hasSuffix("." + $0) }) {
            throw .reservedName(suffix)
        }
        guard labels.count > 1 else { throw .notAFullName }
        return nil
    }

    /// Letters, digits and inner hyphens (RFC 1123), and the underscore that some hosts use.
    private func isHostLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
