import Foundation
import HearbackCore
import HearbackLatency
import HearbackTestSupport
import HearbackTime

/// Morocco's zone and calendar, from the project's own files.
enum AuditFixture {
    static func scope(
        from: Double? = nil, to: Double? = nil, asOf: Double, population: AuditPopulation = .cohort,
        by: AuditFacet? = nil, earlier: EarlierReport? = nil
    ) throws -> AuditScope {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let calendar = try Data(contentsOf: root.deletingLastPathComponent().appending(path: "config/calendars/MA.json"))
        let zones = ZoneDirectory(path: root.appending(path: "Fixtures/time/zoneinfo-2026f").path)
        return AuditScope(
            from: from.map(day), to: to.map(day), asOf: day(asOf), population: population, by: by,
            zone: try zones.zone(named: "Africa/Casablanca"), calendar: try WorkingCalendar(json: calendar),
            earlier: earlier)
    }

    static func report(_ scope: AuditScope, _ records: [AuditCase]) -> LatencyAudit {
        var auditor = LatencyAuditor(scope)
        for record in records { auditor.add(record) }
        return auditor.report(AuditProvenance(source: "test", generator: "test"))
    }

    /// A comment received on a day, with what happened so many days after the origin.
    static func record(
        _ reference: String, received: Double, address: Bool = true, facets: [AuditFacet: String] = [:],
        targets: AuditTargets = AuditTargets(), promised: String? = nil, closing: Double? = nil,
        _ events: [CommentTimeline.Event] = []
    ) -> AuditCase {
        AuditCase(
            reference: reference,
            timeline: CommentTimeline(received: day(received), hasAddress: address, events: events), facets: facets,
            targets: targets, promised: promised.flatMap { CivilDate($0) }, closing: closing.map(day))
    }

    static func told(_ type: String, _ at: Double) -> CommentTimeline.Event {
        CommentTimeline.Event(.notified, at: day(at), messageType: type)
    }
}
