import Foundation
import HearbackCore
import HearbackStore
import HearbackTime
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
        _ reckoner: PromiseReckoner, _ screening: ScreenerSlot?, _ recorded: (@Sendable ([RecordedEvent]) -> Void)?
    ) throws -> Ledger {
        let box = try KeyFile.box(at: configuration.keyPath, mayMake: !Ledger.isSealed(at: configuration.storePath))
        var options = LedgerOptions(
            path: configuration.storePath, clock: clock, clockKind: isSimulated ? .simulated : .system,
            decisionDue: { reckoner.due(received: $0, workingDays: $1) },
            overdueFrom: { reckoner.overdueFrom(due: $0) },
            daysBetween: { reckoner.days(from: $0, to: $1) }, box: box,
            queueLimit: configuration.queueLimit, batchLimit: configuration.batchLimit)
        options.isProvisional = { reckoner.isProvisional(received: $0, workingDays: $1) }
        options.calendar = reckoner.calendarVersion
        options.delivery = configuration.deliveryRules
        options.log = try logOptions(configuration)
        options.ownAddresses = try OwnAddressSetting.read(configuration.ownAddresses)
        options.recorded = recorded
        if let screening { options.screen = { try screening.current.screen($0, $1) } }
        do {
            return try Ledger(options)
        } catch {
            throw StartError(error)
        }
    }
}

/// Due days for the receipts, by the institution's zone and calendar.
final class PromiseReckoner: Sendable {
    private let zone: Zone
    private let calendar: WorkingCalendar
    /// Due days by local day and term: a day's comments share one.
    private let known = Mutex<[Key: Promise]>([:])
    private let beginnings = Mutex<[String: Instant]>([:])

    private struct Key: Hashable {
        let day: CivilDate
        let workingDays: Int
    }

    private struct Promise {
        let due: String
        let isProvisional: Bool
    }

    init(zone: Zone, calendar: WorkingCalendar) {
        (self.zone, self.calendar) = (zone, calendar)
    }

    /// The calendar's name and version.
    var calendarVersion: String { "\(calendar.name) \(calendar.version)" }

    func due(received: Instant, workingDays: Int) -> String { promise(received, workingDays).due }

    /// Whether the due day rests on a day that may still move.
    func isProvisional(received: Instant, workingDays: Int) -> Bool { promise(received, workingDays).isProvisional }

    private func promise(_ received: Instant, _ workingDays: Int) -> Promise {
        let key = Key(day: zone.civilDate(at: received), workingDays: workingDays)
        if let promise = known.withLock({ $0[key] }) { return promise }
        let promise = reckon(key)
        known.withLock { known in
            if known.count > 4_096 { known.removeAll() }
            known[key] = promise
        }
        return promise
    }

    /// The beginning of the local day after a due day, `YYYY-MM-DD`; the end of time for what is no day.
    func overdueFrom(due: String) -> Instant {
        if let instant = beginnings.withLock({ $0[due] }) { return instant }
        guard let day = CivilDate(due) else { return Instant(milliseconds: .max) }
        let instant = zone.start(of: day.adding(days: 1))
        beginnings.withLock { beginnings in
            if beginnings.count > 4_096 { beginnings.removeAll() }
            beginnings[due] = instant
        }
        return instant
    }

    /// Local days, as people count how long they wait.
    func days(from: Instant, to: Instant) -> Int {
        max(0, zone.civilDate(at: to).days(since: zone.civilDate(at: from)))
    }

    private func reckon(_ key: Key) -> Promise {
        do {
            let due = try calendar.dueDate(received: key.day, term: .workingDays(key.workingDays))
            return Promise(due: due.due.description, isProvisional: due.isProvisional)
        } catch {
            // Only a term outside 1...1,000 is refused, and no bill with one is taken: calendar days are the nearest.
            return Promise(due: key.day.adding(days: key.workingDays).description, isProvisional: false)
        }
    }
}
