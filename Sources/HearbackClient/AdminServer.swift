import Foundation

/// A daemon, or the proxy in front of it, that takes tokens over HTTP or HTTPS.
package struct AdminServer: Hashable, Sendable {
    /// Scheme, host, port and perhaps a path, without a slash at the end.
    package let text: String
    /// PEM file of the authorities that its certificate is checked against; nil for the system's.
    package var authorities: String?

    /// What is wrong with an address.
    package enum Fault: Error, Hashable, Sendable {
        /// No http or https address, or one with a user, a query or a fragment.
        case malformed
        /// http to another machine: the token would go there for everybody on the way to read.
        case inTheClear
    }

    package init(_ address: String, authorities: String? = nil) throws(Fault) {
        guard let parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.password == nil, parts.query == nil, parts.fragment == nil
        else { throw .malformed }
        guard scheme == "https" || Self.isLoopback(host) else { throw .inTheClear }
        var text = address
        while text.last == "/" { text.removeLast() }
        (self.text, self.authorities) = (text, authorities)
    }

    var isEncrypted: Bool { text.lowercased().hasPrefix("https:") }

    /// By what it says: no name is looked up, since whoever answers that could answer wrongly. `localhost` never leaves the
    /// machine (RFC 6761, section 6.3).
    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return host.lowercased() == "localhost" || host == "[::1]" || host == "::1"
            || (parts.count == 4 && parts.allSatisfy { $0 != nil } && parts[0] == 127)
    }
}
