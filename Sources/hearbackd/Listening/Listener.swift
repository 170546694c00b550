import Glibc
import HearbackHTTP
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOPosix
import ServiceLifecycle

/// Serves what comes in at one place, until the end; then takes nothing more, and finishes what it has taken.
struct Listener: Service {
    enum Place: Sendable {
        case port(host: String, Int)
        case path(String)
        /// A socket that somebody else has bound, and keeps when we are gone.
        case inherited(Int32)
    }

    let place: Place
    let http: HTTP1Channel
    let drain: Drain
    let logger: Logger
    /// Open at the same time.
    var connections = 1_024
    let onRunning: @Sendable (any Channel) -> Void

    typealias Server = NIOAsyncChannel<HTTP1Channel.Value, Never>

    private static let backlog: Int32 = 1_024

    func run() async throws {
        let gate = AcceptGate(limit: connections, logger: logger)
        let server = try await bind(gate)
        let channel = server.channel
        await withGracefulShutdownHandler {
            onRunning(channel)
            logger.debug("accepting connections", metadata: ["at": "\(channel.localAddress.map { "\($0)" } ?? "-")"])
            await withDiscardingTaskGroup { group in
                do {
                    try await server.executeThenClose { connections in
                        for try await connection in connections {
                            group.addTask { await http.handle(value: connection, logger: logger) }
                        }
                    }
                } catch {
                    logger.error("nothing more is accepted", metadata: ["error": "\(error)"])
                }
            }
        } onGracefulShutdown: {
            Task { await end(channel, gate) }
        }
    }

    /// A connection that the kernel has handed over takes some steps on its way to us, and is dropped when the server is closed
    /// before its last; so accepting stops first, and each loop has its turn. What nobody has accepted waits for our successor.
    private func end(_ server: any Channel, _ gate: AcceptGate) async {
        gate.close()
        do {
            try await server.setOption(.autoRead, value: false).get()
            for _ in 0..<3 {
                for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() { try await loop.submit {}.get() }
            }
            try await server.close().get()
        } catch {
            logger.warning("accepting did not end well", metadata: ["error": "\(error)"])
        }
        drain.begin()
    }

    private func bind(_ gate: AcceptGate) async throws -> Server {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(AcceptGate.Handler(gate)) }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
        let setUp: @Sendable (any Channel) -> EventLoopFuture<HTTP1Channel.Value> = { [http, logger] in http.setup(channel: $0, logger: logger) }
        switch place {
        case .port(let host, let port):
            return try await bootstrap.serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host, port: port, childChannelInitializer: setUp)
        case .path(let path):
            return try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true, childChannelInitializer: setUp)
        case .inherited(let descriptor):
            let server = try await bootstrap.bind(descriptor, childChannelInitializer: setUp)
            // NIO calls listen(2) too, with less than the socket's unit may have said.
            listen(descriptor, Self.backlog)
            return server
        }
    }
}
