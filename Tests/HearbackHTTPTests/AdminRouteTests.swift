import Foundation
import HearbackCore
import HearbackStore
import HearbackTestSupport
import HearbackTime
import Hummingbird
import Testing

@testable import HearbackHTTP

@Suite("The admin API's routes", .keepingFailures)
struct AdminRouteTests {
    @Test("The tests' table of who may call what lists every route that is registered, and no other")
    func complete() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let registered = try api(in: scratch).router().routes.map { route in
                "\(route.method) " + "\(route.path)".replacing("/admin/v1/", with: "").replacing("{", with: ":").replacing("}", with: "")
            }
            #expect(registered.sorted() == AdminRoute.all.map(\.description).sorted())
        }
    }

    private func api(in scratch: Scratch) throws -> AdminAPI {
        let calendar = try WorkingCalendar(json: try Project.contents("config/calendars/MA.json"))
        let zone = try ZoneDirectory(path: Project.file("Tests/Fixtures/time/zoneinfo-2026f")).zone(named: "Africa/Casablanca")
        let box = try #require(SecretBox(key: [UInt8](repeating: 7, count: SecretBox.keyLength)))
        let ledger = try Ledger(
            LedgerOptions(
                path: scratch.file("ledger.sqlite"), clock: { Instant(milliseconds: 0) }, decisionDue: { _, _ in "2025-09-02" },
                overdueFrom: { _ in Instant(milliseconds: .max) }, daysBetween: { _, _ in 0 }, box: box))
        return AdminAPI(
            ledger: ledger, limits: IntakeLimits(text: .shortField, body: 1_000), roles: RoleMap([:]), zone: zone,
            endpoints: EndpointGate(
                vet: { .success($0) }, registrableDomain: { $0 },
                optOuts: OptOutGate(canonical: { $0 }, changed: { _, _ in }, covers: { _ in false }), makeSecret: { "" }),
            bounces: nil, audits: AuditDesk(ledger: ledger, zone: zone, calendar: calendar, institution: "x"), advanceClock: nil,
            machineClock: { nil })
    }
}
