import HearbackHTTP
import Logging
import ServiceLifecycle

extension Daemon {
    /// Behind a proxy that is not named here everybody has its address, and its limit.
    static func warnOfOneAddress(_ configuration: DaemonConfiguration, _ logger: Logger) {
        let rates = configuration.intakeRates
        guard rates.perAddress > 0 || rates.perNetwork > 0, ["127.0.0.1", "::1", "localhost"].contains(configuration.host) else { return }
        logger.warning(
            "server.trusted_proxies names no proxy: behind one, all comments count as coming from its address and share one limit",
            metadata: ["intake.per_address_per_minute": "\(rates.perAddress)"])
    }

    /// Everybody's server, the admin socket and, where the configuration says so, the desk's port for tokens and one for metrics; in the order
    /// in which they start.
    ///
    /// - Parameter announce: told once all of them listen.
    static func servers(
        _ configuration: DaemonConfiguration, _ publicAPI: PublicAPI, _ adminAPI: AdminAPI, _ door: TokenDoor, _ desk: MetricsDesk, _ logger: Logger,
        announce: @escaping @Sendable (Announcement) -> Void
    ) throws -> [any Service] {
        let listener = try AdminListener(configuration)
        listener?.warn(logger)
        try PortCheck.check("server.port", host: configuration.host, port: configuration.port)
        if let listener { try PortCheck.check("admin.listen", host: listener.host, port: listener.port) }
        let metrics = try AdminListener.metrics(configuration)
        if let metrics { try PortCheck.check("observability.metrics_listen", host: metrics.host, port: metrics.port) }
        let announcer = Announcer(
            host: configuration.host, adminSocket: configuration.adminSocket, listener: listener, metrics: metrics, announce: announce)
        try AdminSocket.clear(configuration.adminSocket)
        var servers: [any Service] = [
            Servers.makeAdmin(adminAPI, socket: configuration.adminSocket, logger: logger) {
                AdminSocket.open(configuration.adminSocket, logger: logger)
                announcer.adminIsUp()
            }
        ]
        if let listener {
            servers.append(
                Servers.makeAdmin(adminAPI, host: listener.host, port: listener.port, door: door, logger: logger) {
                    announcer.tokensAreUp(port: $0)
                })
        }
        if let metrics {
            servers.append(
                Servers.makeMetrics(desk, host: metrics.host, port: metrics.port, logger: logger) { announcer.metricsAreUp(port: $0) })
        }
        servers.append(
            Servers.makePublic(publicAPI, host: configuration.host, port: configuration.port, logger: logger) {
                announcer.publicIsUp(port: $0)
            })
        return servers
    }
}
