import HearbackCore
import HearbackDelivery
import HearbackTime
import Logging

extension Daemon {
    /// Looks at what a configuration points at, short of the ledger and the ports.
    ///
    /// - Throws: `StartError`.
    @discardableResult
    static func check(_ configuration: DaemonConfiguration, _ logger: Logger) throws -> (calendar: WorkingCalendar, screener: Screener?) {
        _ = try loadZone(configuration, logger)
        let found = (calendar: try loadCalendar(configuration), screener: try loadScreener(configuration))
        _ = try networks(configuration.allowedNetworks, "delivery.allowed_networks")
        _ = try networks(configuration.trustedProxies, "server.trusted_proxies")
        _ = try MailSettings(configuration)
        _ = try ReportSettings(configuration)
        _ = try DigestSettings(configuration)
        _ = try configuration.signingKeyPath.map(signingKey)
        try AdminSocket.check(configuration.adminSocket)
        _ = try AdminListener(configuration)
        _ = try AdminListener.metrics(configuration)
        _ = try OwnAddressSetting.read(configuration.ownAddresses)
        return found
    }
}
