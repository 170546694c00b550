import HTTPTypes
import Hummingbird

/// Where a request came from, as limits count.
package struct ClientPlace: Hashable, Sendable {
    /// The client's own address.
    package var address: String
    /// The network that it is in: IPv4 /24, IPv6 /48.
    package var network: String

    package init(address: String, network: String) { (self.address, self.network) = (address, network) }
}

/// From a connection's address and the `X-Forwarded-For` headers.
package typealias ClientFinder = @Sendable (_ peer: String?, _ forwardedFor: [String]) -> ClientPlace

extension Request {
    func client(_ find: ClientFinder, _ context: HearbackContext) -> ClientPlace {
        let hops = HTTPField.Name.forwardedFor.map { headers[values: $0] } ?? []
        return find(context.channel.remoteAddress?.ipAddress, hops)
    }
}

extension HTTPField.Name {
    /// De facto: the proxies' list of clients, the nearest last.
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")
}
