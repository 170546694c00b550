import Foundation
import HearbackCore
import HearbackDelivery
import HearbackHTTP
import HearbackStore
import HearbackTime
import HearbackWebhooks
import Logging
import Synchronization

extension Daemon {
    static func loadZone(_ configuration: DaemonConfiguration, _ logger: Logger) throws -> Zone {
        do {
            let zone = try ZoneDirectory(path: configuration.zoneinfo).zone(named: configuration.zoneName)
            if zone.isOlderThanCasablanca2026 {
                logger.warning(
                    "the system's time zone data is older than Morocco's change of 2026-09-20: local days near midnight will be wrong; upgrade the package tzdata",
                    metadata: ["version": "\(zone.dataVersion)"])
            }
            return zone
        } catch {
            throw StartError.configuration(
                "time.zone \(configuration.zoneName): \(error)",
                hint: "install tzdata, or check time.zone and time.zoneinfo")
        }
    }

    static func loadCalendar(_ configuration: DaemonConfiguration) throws -> WorkingCalendar {
        do {
            return try WorkingCalendar(json: Data(contentsOf: URL(fileURLWithPath: configuration.calendar)))
        } catch let error as CalendarError {
            throw StartError.configuration(
                "time.calendar \(configuration.calendar): \(error)", hint: "mend the calendar file")
        } catch {
            throw StartError.configuration(
                "time.calendar \(configuration.calendar) can't be read", hint: "check time.calendar in the configuration")
        }
    }

    static func openLedger(
        _ configuration: DaemonConfiguration, _ clock: @escaping HearbackCore.Clock, _ isSimulated: Bool,
        _ reckoner: PromiseReckoner
    ) throws -> Ledger {
        do {
            return try Ledger(
                LedgerOptions(
                    path: configuration.storePath, clock: clock, clockKind: isSimulated ? .simulated : .system,
                    decisionDue: { reckoner.due(received: $0, workingDays: $1) },
                    queueLimit: configuration.queueLimit, batchLimit: configuration.batchLimit))
        } catch {
            throw StartError(error)
        }
    }

    static func buildDelivery(
        _ configuration: DaemonConfiguration, _ ledger: Ledger, _ clock: @escaping HearbackCore.Clock, _ logger: Logger
    ) throws -> (deliverer: Deliverer, gate: EndpointGate) {
        let blocks = try allowedNetworks(configuration)
        let ports = configuration.allowedPorts.compactMap { UInt16(exactly: $0) }
        let urlPolicy = URLPolicy(
            allowsHTTP: configuration.allowHTTP, allowedPorts: ports.isEmpty ? Set(1 ... .max) : Set(ports),
            allowsAddressLiterals: !blocks.isEmpty)
        let contact = configuration.contactURL.isEmpty ? "" : " (+\(configuration.contactURL))"
        let options = DelivererOptions(
            urlPolicy: urlPolicy, addressPolicy: AddressPolicy(allowed: blocks),
            userAgent: "Hearback/\(HearbackVersion.current)\(contact)",
            connectTimeoutMilliseconds: configuration.connectTimeoutSeconds * 1_000,
            totalTimeoutMilliseconds: configuration.timeoutSeconds * 1_000)
        let deliverer = Deliverer(
            outbox: LedgerOutbox(ledger: ledger, logger: logger), clock: clock, options: options, logger: logger)
        return (deliverer, gate(urlPolicy, options.addressPolicy))
    }

    static func allowedNetworks(_ configuration: DaemonConfiguration) throws -> [AddressBlock] {
        try configuration.allowedNetworks.map { text in
            guard let block = AddressBlock(text) else {
                throw StartError.configuration(
                    "delivery.allowed_networks: '\(text)' is no network", hint: "write 10.1.0.0/16 or fd00::/8")
            }
            return block
        }
    }

    private static func gate(_ urls: URLPolicy, _ addresses: AddressPolicy) -> EndpointGate {
        EndpointGate(
            vet: { vet($0, urls, addresses).map(\.text) },
            makeSecret: { WebhookSecret.generate().text })
    }

    private static func vet(
        _ text: String, _ urls: URLPolicy, _ addresses: AddressPolicy
    ) -> Result<VettedURL, EndpointGate.Refused> {
        let url: VettedURL
        do {
            url = try urls.vet(text)
        } catch {
            return .failure(.init(rule: error.code, explanation: "\(error)"))
        }
        if let literal = url.literal, let refusal = addresses.refusal(of: literal) {
            return .failure(.init(rule: refusal.rule, explanation: "\(refusal)"))
        }
        return .success(url)
    }
}

/// Due days for the receipts, by the institution's zone and calendar.
final class PromiseReckoner: Sendable {
    private let zone: Zone
    private let calendar: WorkingCalendar
    /// Due days by local day and term: a day's comments share one.
    private let known = Mutex<[Key: String]>([:])

    private struct Key: Hashable {
        let day: CivilDate
        let workingDays: Int
    }

    init(zone: Zone, calendar: WorkingCalendar) {
        (self.zone, self.calendar) = (zone, calendar)
    }

    func due(received: Instant, workingDays: Int) -> String {
        let key = Key(day: zone.civilDate(at: received), workingDays: workingDays)
        if let due = known.withLock({ $0[key] }) { return due }
        let due = reckon(key)
        known.withLock { known in
            if known.count > 4_096 { known.removeAll() }
            known[key] = due
        }
        return due
    }

    private func reckon(_ key: Key) -> String {
        do {
            return try calendar.dueDate(received: key.day, term: .workingDays(key.workingDays)).due.description
        } catch {
            // Only a term outside 1...1,000 is refused, and no bill with one is taken: calendar days are the nearest.
            return key.day.adding(days: key.workingDays).description
        }
    }
}
