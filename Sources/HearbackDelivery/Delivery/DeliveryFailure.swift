/// Why an attempt failed, in the classes that are stored and shown.
package enum DeliveryFailure: Error, Hashable, Sendable {
    /// The URL is not allowed (any more).
    case urlNotAllowed
    /// Whoever owns the name or the network asked not to be contacted.
    case optedOut
    /// The name has no address, or could not be looked up in time.
    case dns
    /// The name leads to an address that `AddressPolicy` refuses.
    case addressNotAllowed
    case connect
    case tls
    case timeout
    /// What came back was not a whole HTTP response.
    case protocolError
    /// A final status outside 200...299.
    case http(status: Int)
    /// The receiver took the challenge and did not answer with its signature.
    case challengeUnanswered
    /// A mail relay's reply, 400...599.
    case smtp(reply: Int)
    /// Our own fault: no memory, no descriptor.
    case internalError

    /// Stable; what the store keeps. `http_` carries the status.
    package var code: String {
        switch self {
        case .urlNotAllowed: "url_not_allowed"
        case .optedOut: "opted_out"
        case .dns: "dns"
        case .addressNotAllowed: "address_not_allowed"
        case .connect: "connect"
        case .tls: "tls"
        case .timeout: "timeout"
        case .protocolError: "protocol"
        case .http(let status): "http_\(status)"
        case .challengeUnanswered: "challenge"
        case .smtp(let reply): "smtp_\(reply)"
        case .internalError: "internal"
        }
    }

    /// Reads `code` back.
    package init?(code: String) {
        for (prefix, make) in [("http_", Self.http), ("smtp_", Self.smtp)] where code.hasPrefix(prefix) {
            guard let number = Int(code.dropFirst(5)), (100...999).contains(number) else { return nil }
            self = make(number)
            return
        }
        let plain: [DeliveryFailure] = [
            .urlNotAllowed, .optedOut, .dns, .addressNotAllowed, .connect, .tls, .timeout, .protocolError, .internalError,
            .challengeUnanswered,
        ]
        guard let match = plain.first(where: { $0.code == code }) else { return nil }
        self = match
    }

    /// What whoever supplied the URL may be told. An unknown name, a forbidden address, a closed and a silent port all
    /// look the same, so that the attempt log cannot be used to explore a network.
    package var publicCode: String {
        switch self {
        case .dns, .addressNotAllowed, .connect, .timeout, .internalError: "unreachable"
        case .urlNotAllowed, .optedOut, .tls, .protocolError, .http, .challengeUnanswered, .smtp: code
        }
    }

    /// Whether trying again is pointless: the receiver says that the endpoint is gone (410).
    package var isPermanent: Bool { status == 410 }

    package var status: Int? {
        if case .http(let status) = self { status } else { nil }
    }

    package var isTimeout: Bool { self == .timeout }
}
