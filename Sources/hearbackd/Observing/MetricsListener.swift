import HearbackHTTP

extension AdminListener {
    /// Where metrics can be read without a token: on this machine alone. Nil where the configuration names no place.
    ///
    /// - Throws: `StartError` for what is no address with a port, or not loopback.
    static func metrics(_ configuration: DaemonConfiguration) throws -> AdminListener? {
        guard !configuration.metricsListen.isEmpty else { return nil }
        let hint = "write \"127.0.0.1:9464\" or \"[::1]:9464\", or nothing for none; from elsewhere, use admin.listen with an auditor's token"
        guard let (host, port) = parse(configuration.metricsListen) else {
            throw StartError.configuration(
                "observability.metrics_listen: '\(configuration.metricsListen)' is no address with a port", hint: hint)
        }
        let listener = AdminListener(host: host, port: port, isBehindTLS: false)
        guard listener.isLoopback else {
            throw StartError.configuration("observability.metrics_listen: \(host) is not loopback", hint: hint)
        }
        return listener
    }
}
