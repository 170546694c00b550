import HearbackCore
import HearbackStore
import HearbackTestSupport
import HearbackTime
import Testing

@testable import HearbackHTTP

/// What both APIs are made of, for tests of their routes.
struct APIParts {
    let ledger: Ledger
    let zone: Zone
    let audits: AuditDesk
    let endpoints: EndpointGate
    let limits = IntakeLimits(text: .shortField, body: 1_000)

    init(in scratch: Scratch) throws {
        let calendar = try WorkingCalendar(json: try Project.contents("config/calendars/MA.json"))
        zone = try ZoneDirectory(path: Project.file("Tests/Fixtures/time/zoneinfo-2026f")).zone(named: "Africa/Casablanca")
        let box = try #require(SecretBox(key: [UInt8](repeating: 7, count: SecretBox.keyLength)))
        ledger = try Ledger(
            LedgerOptions(
                path: scratch.file("ledger.sqlite"), clock: { Instant(milliseconds: 0) }, decisionDue: { _, _ in "2025-09-02" },
                overdueFrom: { _ in Instant(milliseconds: .max) }, daysBetween: { _, _ in 0 }, box: box))
        audits = AuditDesk(ledger: ledger, zone: zone, calendar: calendar, institution: "x")
        endpoints = EndpointGate(
            vet: { .success($0) }, registrableDomain: { $0 },
            optOuts: OptOutGate(canonical: { $0 }, changed: { _, _ in }, covers: { _ in false }), makeSecret: { "" })
    }

    func publicAPI() throws -> PublicAPI {
        try PublicAPI(ledger: ledger, limits: limits, publicURL: "http://x", zone: zone, endpoints: endpoints, audits: audits) { _, _ in
            ClientPlace(address: "192.0.2.1", network: "192.0.2.0/24")
        }
    }

    func adminAPI() -> AdminAPI {
        AdminAPI(
            ledger: ledger, limits: limits, roles: RoleMap([:]), zone: zone, endpoints: endpoints, bounces: nil, audits: audits,
            digests: DigestDesk(ledger: ledger, zone: zone, readers: DigestReaders(), patience: 0), advanceClock: nil, machineClock: { nil })
    }
}
