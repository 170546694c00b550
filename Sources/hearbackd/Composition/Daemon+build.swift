import Foundation
import Glibc
import HearbackCore
import HearbackDelivery
import HearbackHTTP
import HearbackStore
import HearbackTime
import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals

/// The whole program, put together.
struct Daemon {
    let group: ServiceGroup
    let ledger: Ledger
}

extension Daemon {
    /// - Parameters:
    ///   - simulatedStart: where a simulated clock begins; nil for the system's clock.
    ///   - trap: kills the process where a test wants it; nil in production.
    ///   - surroundings: what whoever started the daemon gave it.
    ///   - announce: told once all servers listen.
    /// - Throws: `StartError`.
    static func build(
        _ configuration: DaemonConfiguration, simulatedStart: Instant?, trap: CrashTrap?, _ surroundings: Surroundings, logger: Logger,
        announce: @escaping @Sendable (Announcement) -> Void
    ) throws -> Daemon {
        let zone = try loadZone(configuration, logger)
        let calendar = try loadCalendar(configuration)
        let simulated = simulatedStart.map(SimulatedClock.init)
        let clock = simulated?.now ?? SystemClock.now
        let screening = try loadScreener(configuration).map(ScreenerSlot.init)
        let eventLog = EventLog(logger: logger)
        let ledger = try openLedger(
            configuration, clock, simulated != nil, PromiseReckoner(zone: zone, calendar: calendar), screening, eventLog.recorded)
        let deliveryLog = DeliveryLog(logger: logger)
        let observation = Observation(configuration, ledger: ledger, zone: zone, deliveries: deliveryLog)
        let mail = try MailSettings(configuration)
        let clockCheck = clockCheck(configuration, isSimulated: simulated != nil, clock, logger)
        let delivery = try buildDelivery(configuration, mail, ledger, { ledger.now }, trap, clockCheck, deliveryLog, logger)
        let audits = AuditDesk(
            ledger: ledger, zone: zone, calendar: calendar, institution: configuration.institution)
        let reportKeeper = try ReportSettings(configuration).map {
            ReportKeeper(settings: $0, audits: audits, ledger: ledger, logger: logger)
        }
        let logKeeper = LogKeeper(
            ledger: ledger, mark: HighWaterMark(path: configuration.logHighWaterMark), seconds: configuration.logPublishSeconds,
            logger: logger)
        try logKeeper.check()
        let digestSettings = try DigestSettings(configuration)
        let digests = DigestDesk(
            ledger: ledger, zone: zone, readers: digestSettings.readers, patience: digestSettings.patience)
        let digestKeeper = DigestKeeper(desk: digests, hours: digestSettings.hours, logger: logger)
        let timeKeeper = TimeKeeper(ledger: ledger, logger: logger)
        let proxies = try networks(configuration.trustedProxies, "server.trusted_proxies")
        if proxies.isEmpty { warnOfOneAddress(configuration, logger) }
        ledger.onOutboxChange { delivery.deliverer.wake() }
        let publicAPI = try PublicAPI(
            ledger: ledger, limits: configuration.limits, publicURL: configuration.publicURL, zone: zone,
            endpoints: delivery.gate, audits: audits, registrationLimits: configuration.registrationLimits,
            rates: configuration.intakeRates, pageRules: configuration.pageRules,
            licence: configuration.licence, meters: observation.requests, readiness: observation.readiness, client: clientFinder(trusting: proxies))
        var advanceClock: (@Sendable (Instant) -> Void)?
        if let simulated {
            advanceClock = { instant in
                simulated.advance(to: instant)
                delivery.deliverer.wake()
                timeKeeper.wake()
                reportKeeper?.wake()
                digestKeeper.wake()
            }
        }
        let roles = configuration.roles
        let adminAPI = AdminAPI(
            ledger: ledger, limits: configuration.limits, roles: roles, zone: zone,
            endpoints: delivery.gate, bounces: bounceReader(mail, ledger), audits: audits,
            digests: digests, metrics: observation.desk, advanceClock: advanceClock, machineClock: { clockCheck.map(\.report) })
        // Order is dependency: shut down from the end, so that the last answers are still written.
        var services = supervision(surroundings, ledger, configuration.deliveryEnabled ? delivery.deliverer : nil)
        services += [eventLog, ledger, DeliveryRecovery(ledger: ledger, logger: logger)] as [any Service]
        if configuration.deliveryEnabled { services.append(delivery.deliverer) }
        if let reportKeeper { services.append(reportKeeper) }
        services += [timeKeeper, digestKeeper, logKeeper, IndexKeeper(ledger: ledger, logger: logger), LedgerProbe(ledger: ledger, logger: logger) { delivery.deliverer.wake() }]
        services.append(
            try servers(
                configuration, publicAPI, adminAPI, TokenDoor(ledger: ledger, client: clientFinder(trusting: proxies)),
                observation.desk, surroundings.sockets, logger, announce: announce))
        services.append(observation.drain)
        let parts = ReloadableParts(level: surroundings.reload.level, roles: roles, screening: screening, calendar: calendar)
        services += [
            Reloader(start: configuration, source: surroundings.reload, parts: parts, herald: surroundings.herald, logger: logger),
            EndHerald(herald: surroundings.herald),
        ] as [any Service]
        return Daemon(group: serviceGroup(services, logger), ledger: ledger)
    }

    private static func serviceGroup(_ services: [any Service], _ logger: Logger) -> ServiceGroup {
        ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger))
    }
}
