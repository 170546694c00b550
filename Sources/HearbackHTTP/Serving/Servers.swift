package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore

/// The two HTTP servers: one for everyone, one for the desk.
package enum Servers {
    /// - Parameter onRunning: told the port, which the kernel chose when `port` was 0.
    package static func makePublic(
        _ api: PublicAPI, host: String, port: Int, logger: Logger,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void
    ) -> some ApplicationProtocol {
        Application(
            router: api.router(), server: .http1(configuration: connection(api.pages.cache.ready)),
            configuration: .init(address: .hostname(host, port: port), serverName: name, backlog: 1_024),
            onServerRunning: { await onRunning($0.localAddress?.port ?? port) }, logger: logger)
    }

    /// - Parameter onRunning: the place to narrow the socket's mode.
    package static func makeAdmin(
        _ api: AdminAPI, socket: String, logger: Logger, onRunning: @escaping @Sendable () async -> Void
    ) -> some ApplicationProtocol {
        Application(
            router: api.router(), server: .http1(configuration: connection),
            configuration: .init(address: .unixDomainSocket(path: socket), serverName: "hearbackd"),
            onServerRunning: { _ in await onRunning() }, logger: logger)
    }

    /// The same API on TCP, for callers with a token.
    ///
    /// - Parameter onRunning: told the port, which the kernel chose when `port` was 0.
    package static func makeAdmin(
        _ api: AdminAPI, host: String, port: Int, door: TokenDoor, logger: Logger,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void
    ) -> some ApplicationProtocol {
        Application(
            router: api.router(.tokens(door)), server: .http1(configuration: connection),
            configuration: .init(address: .hostname(host, port: port), serverName: "hearbackd"),
            onServerRunning: { await onRunning($0.localAddress?.port ?? port) }, logger: logger)
    }

    private static let name = "hearbackd"

    /// Everybody's: what is ready is answered at once.
    private static func connection(_ ready: ReadyAnswers) -> HTTP1Channel.Configuration {
        .init(
            additionalChannelHandlers: [RequestDeadline(.seconds(30)), AtOnce(ready, serverName: name)], idleTimeout: .seconds(60),
            httpDecoderConfiguration: limits)
    }

    /// Slow senders are cut off, and headers are far smaller than NIO would take.
    static var connection: HTTP1Channel.Configuration {
        .init(
            additionalChannelHandlers: [RequestDeadline(.seconds(30))], idleTimeout: .seconds(60),
            httpDecoderConfiguration: limits)
    }

    private static var limits: HTTP1Channel.Configuration.DecoderConfiguration {
        .init(maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)
    }
}
