import HearbackWebhooks
import Logging

/// Where the desk takes tokens: an address and a port of TCP.
struct AdminListener: Sendable {
    let host: String
    /// 0 lets the kernel choose.
    let port: Int
    let isBehindTLS: Bool

    init(host: String, port: Int, isBehindTLS: Bool) {
        (self.host, self.port, self.isBehindTLS) = (host, port, isBehindTLS)
    }

    /// Nil where the configuration names none.
    ///
    /// - Throws: `StartError` for what is no address with a port.
    init?(_ configuration: DaemonConfiguration) throws {
        guard !configuration.adminListen.isEmpty else { return nil }
        guard let (host, port) = Self.parse(configuration.adminListen) else {
            throw StartError.configuration(
                "admin.listen: '\(configuration.adminListen)' is no address with a port",
                hint: "write \"127.0.0.1:8090\" or \"[::1]:8090\", or nothing for none")
        }
        (self.host, self.port, isBehindTLS) = (host, port, configuration.adminBehindTLS)
    }

    func url(port: Int) -> String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Tokens and citizens' data must not cross a network in the clear.
    func warn(_ logger: Logger) {
        guard !isLoopback, !isBehindTLS else { return }
        logger.critical(
            "admin.listen is not loopback and no TLS is said to be in front: tokens, names and addresses cross the network for everybody to read. Listen on 127.0.0.1 behind a proxy with TLS, or set admin.behind_tls once nothing else reaches the port",
            metadata: ["listen": "\(host):\(port)"])
    }

    var isLoopback: Bool {
        guard let address = IPAddress(host)?.unmapped else { return host == "localhost" }
        return Self.loopback.contains { $0.contains(address) }
    }

    private static let loopback = ["127.0.0.0/8", "::1/128"].compactMap { AddressBlock($0) }

    static func parse(_ text: String) -> (host: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        return host.isEmpty ? nil : (String(host), Int(port))
    }
}
