/// A webhook's address that `URLPolicy` accepted, in its canonical form.
package struct VettedURL: Hashable, Sendable, CustomStringConvertible {
    /// Absolute, the host in lower case and ASCII, the default port left out. An endpoint's identity.
    package let text: String
    package let scheme: Scheme
    /// ASCII, lower case, without the brackets of an IPv6 literal.
    package let host: String
    package let port: UInt16
    /// The address when the host is one instead of a name.
    package let literal: IPAddress?

    package enum Scheme: String, Sendable {
        case https, http

        package var defaultPort: UInt16 {
            switch self {
            case .https: 443
            case .http: 80
            }
        }
    }

    /// Only `URLPolicy` makes one.
    init(text: String, scheme: Scheme, host: String, port: UInt16, literal: IPAddress?) {
        self.text = text
        self.scheme = scheme
        self.host = host
        self.port = port
        self.literal = literal
    }

    package var description: String { text }
}
