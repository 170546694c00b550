import HearbackHTTP
import Logging
import NIOCore
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

    /// Everybody's server, the admin socket and, where the configuration says so, the desk's port for tokens and one for metrics.
    ///
    /// - Parameters:
    ///   - sockets: served instead of those that the configuration names.
    ///   - announce: told once all of them listen.
    static func servers(
        _ configuration: DaemonConfiguration, _ publicAPI: PublicAPI, _ adminAPI: AdminAPI, _ door: TokenDoor, _ metricsDesk: MetricsDesk,
        _ sockets: InheritedSockets, _ logger: Logger, announce: @escaping @Sendable (Announcement) -> Void
    ) throws -> Listeners {
        let listener = try AdminListener(configuration)
        listener?.warn(logger)
        let metrics = try AdminListener.metrics(configuration)
        let (desk, everybody) = (try adminPlaces(configuration, sockets), try publicPlaces(configuration, sockets))
        let announcer = Announcer(
            host: configuration.host, adminSocket: configuration.adminSocket, listener: listener, metrics: metrics,
            places: desk.count + everybody.count + (listener == nil ? 0 : 1) + (metrics == nil ? 0 : 1), announce: announce)
        let drain = Drain()
        // What is left is for the ledger, deliveries and the desk.
        let connections = max(AcceptGate.descriptors() - 1_024, 256)
        var all = desk.map { place in
            Listener(place: place, http: Servers.makeAdmin(adminAPI, .socket, drain, logger: logger), drain: drain, logger: logger) {
                if case .path(let path) = place { AdminSocket.open(path, logger: logger) }
                tellApart("admin.socket", configuration.adminSocket, $0.localAddress?.pathname, logger)
                announcer.adminIsUp()
            }
        }
        if let listener {
            try PortCheck.check("admin.listen", host: listener.host, port: listener.port)
            all.append(
                Listener(
                    place: .port(host: listener.host, listener.port),
                    http: Servers.makeAdmin(adminAPI, .tokens(door), drain, logger: logger), drain: drain, logger: logger
                ) { announcer.tokensAreUp(port: $0.localAddress?.port ?? listener.port) })
        }
        if let metrics {
            try PortCheck.check("observability.metrics_listen", host: metrics.host, port: metrics.port)
            all.append(
                Listener(
                    place: .port(host: metrics.host, metrics.port), http: Servers.makeMetrics(metricsDesk, drain, logger: logger), drain: drain,
                    logger: logger
                ) { announcer.metricsAreUp(port: $0.localAddress?.port ?? metrics.port) })
        }
        all += everybody.map { place in
            Listener(
                place: place, http: Servers.makePublic(publicAPI, drain, logger: logger), drain: drain, logger: logger, connections: connections
            ) {
                let port = $0.localAddress?.port ?? configuration.port
                if configuration.port != 0 { tellApart("server.port", "\(configuration.port)", "\(port)", logger) }
                announcer.publicIsUp(port: port)
            }
        }
        return Listeners(all: all)
    }

    /// Whoever goes by the configuration would knock at the wrong door.
    private static func tellApart(_ setting: String, _ configured: String, _ actual: String?, _ logger: Logger) {
        guard let actual, actual != configured else { return }
        logger.warning("the socket that was handed over is not where \(setting) says", metadata: ["socket": "\(actual)", "setting": "\(configured)"])
    }

    /// A socket that is handed over is its owner's, with its file and its mode.
    private static func adminPlaces(_ configuration: DaemonConfiguration, _ sockets: InheritedSockets) throws -> [Listener.Place] {
        guard sockets.admin.isEmpty else { return sockets.admin.map { .inherited($0) } }
        try AdminSocket.clear(configuration.adminSocket)
        return [.path(configuration.adminSocket)]
    }

    private static func publicPlaces(_ configuration: DaemonConfiguration, _ sockets: InheritedSockets) throws -> [Listener.Place] {
        guard sockets.http.isEmpty else { return sockets.http.map { .inherited($0) } }
        try PortCheck.check("server.port", host: configuration.host, port: configuration.port)
        return [.port(host: configuration.host, configuration.port)]
    }
}
