import Foundation
import HearbackConfiguration
import HearbackCore
import HearbackDelivery
import HearbackStore
import HearbackTime

/// What the ledger says of the people's side: who waits, who is not reached.
struct ServiceCheck {
    private let values: ConfigurationValues
    private let ledger: LedgerAtHand
    private let zone: Zone?
    private let now: Instant

    init(_ values: ConfigurationValues, _ ledger: LedgerAtHand, _ zone: Zone?, _ console: Console) {
        (self.values, self.ledger, self.zone, now) = (values, ledger, zone, console.clock())
    }

    var findings: [Finding] {
        guard let file = ledger.ledger, ledger.isCurrent else { return [mail] }
        do {
            var health = try file.health(today: day(now))
            let moment = health.isSimulated ? health.lastRecorded ?? now : now
            if health.isSimulated { health = try file.health(today: day(moment)) }
            return [Self.queue(health, now: moment), Self.endpoints(health), mail]
        } catch {
            return [.fail(.queue, error.problem, error.hint), mail]
        }
    }

    private func day(_ instant: Instant) -> String {
        zone?.civilDate(at: instant).description ?? String(instant.rfc3339.prefix(10))
    }

    static func queue(_ health: LedgerHealth, now: Instant) -> Finding {
        guard let oldest = health.oldestWaiting else { return .ok(.queue, "nothing waits for a decision") }
        let age = Figures.age(seconds: now.milliseconds(since: oldest) / 1_000)
        let words = "\(Figures.count(health.waiting, "comment")) waiting, the oldest for \(age)"
        guard health.overdue > 0 else { return .ok(.queue, words) }
        return .warn(
            .queue, "\(words); \(Figures.grouped(health.overdue)) past the day that was promised", "'hearback queue list' shows them, oldest first")
    }

    static func endpoints(_ health: LedgerHealth) -> Finding {
        let disabled = health.endpoints.filter { $0.state == .disabled }
        let failing = health.endpoints.filter { $0.state != .disabled }
        guard !health.endpoints.isEmpty else { return .ok(.endpoints, "\(Figures.count(health.endpointCount, "endpoint")), none failing, none disabled") }
        func names(_ list: [LedgerHealth.Endpoint]) -> String {
            list.prefix(3).map(\.id).joined(separator: ", ") + (list.count > 3 ? " and \(list.count - 3) more" : "")
        }
        let parts = [(disabled, "disabled"), (failing, "failing")].filter { !$0.0.isEmpty }.map { "\($0.0.count) \($0.1): \(names($0.0))" }
        return .warn(.endpoints, parts.joined(separator: "; "), "'hearback endpoint list' says why and since when")
    }

    private var mail: Finding {
        let relay = values.text("mail.relay")
        guard !relay.isEmpty else { return .warn(.mail, "no relay is set: nobody hears by e-mail", "set mail.relay and mail.from in the configuration") }
        guard EmailAddress(values.text("mail.from")) != nil else {
            return .fail(.mail, "mail.from is no e-mail address", "write one, such as notices@example.org")
        }
        guard let path = values.optionalPath("mail.credentials") else { return .ok(.mail, "\(relay), without a login") }
        do {
            _ = try MailCredentials(file: path)
            return .ok(.mail, "\(relay), with a login")
        } catch {
            return .fail(.mail, error.problem, error.hint)
        }
    }
}
