import Foundation
import HearbackCore
import HearbackLatency
import HearbackTestSupport
import HearbackTime

/// Comments as a seed makes them, with waits that look like a real desk's: most are short, some never end.
struct Population {
    /// 2026-11-24T12:00:00Z.
    static let asOf = Instant(milliseconds: 1_795_521_600_000)

    var count = 300
    var seed: UInt64 = 7
    /// How many in a hundred are ever decided.
    var decided = 60
    var bills = ["pl-03-25", "pl-11-25", "Projet de loi n° 12-24", "مشروع قانون رقم 43.22", "ppl-7"]
    var institution: String? = "House of Representatives"
    /// Days over which they came.
    var days = 420
    var by: AuditFacet? = .bill
    var population = AuditPopulation.cohort
    var from: Instant?

    func audit() throws -> LatencyAudit {
        let zones = ZoneDirectory(path: Project.file("Tests/Fixtures/time/zoneinfo-2026f"))
        let scope = AuditScope(
            from: from, asOf: Self.asOf, population: population, by: by, zone: try zones.zone(named: "Africa/Casablanca"),
            calendar: try WorkingCalendar(json: try Project.contents("config/calendars/MA.json")))
        var auditor = LatencyAuditor(scope)
        var random = SplitMix64(seed: seed)
        for number in 0..<count { auditor.add(comment(number, &random)) }
        return auditor.report(
            AuditProvenance(
                institution: institution, source: "ledger", generator: "hearback 0.0.0", policyVersions: [1],
                logLength: Int64(count) * 4, gaps: 0, submitters: count * 3 / 4))
    }

    private func comment(_ number: Int, _ random: inout SplitMix64) -> AuditCase {
        let bill = bills[Int(sqrt(Double(Int.random(in: 0..<bills.count * bills.count, using: &random))))]
        let age = Double.random(in: 0..<Double(days), using: &random)
        let received = Self.asOf.advanced(byMilliseconds: -Int64(age * 86_400_000))
        let language = ["ar", "fr", "zgh", "en"].randomElement(using: &random) ?? "ar"
        let vote = Self.asOf.advanced(byMilliseconds: Int64((bills.firstIndex(of: bill) ?? 0) * 60 - 120) * 86_400_000)
        let hasAddress = Int.random(in: 0..<100, using: &random) < 80
        return AuditCase(
            reference: "HB-" + String(10_000 + number),
            timeline: CommentTimeline(
                received: received, hasAddress: hasAddress, events: events(received, vote, hasAddress, &random)),
            facets: [.bill: bill, .language: language, .submitter: number % 9 == 0 ? "association" : "person"],
            targets: AuditTargets(firstAction: 5, decision: 20, answer: 60), closing: vote)
    }

    private func events(
        _ received: Instant, _ vote: Instant, _ hasAddress: Bool, _ random: inout SplitMix64
    ) -> [CommentTimeline.Event] {
        var events: [CommentTimeline.Event] = []
        let add = { (kind: CommentEventKind, days: Double, type: String?, code: String?) in
            let at = received.advanced(byMilliseconds: Int64(days * 86_400_000))
            if at <= Self.asOf { events.append(.init(kind, at: at, messageType: type, code: code, isCited: code == "adopted")) }
        }
        let chance = { (random: inout SplitMix64, percent: Int) in Int.random(in: 0..<100, using: &random) < percent }
        if hasAddress, chance(&random, 95) { add(.notified, 0.001, "comment.received", nil) }
        let wait = -log(Double.random(in: 0.001..<1, using: &random)) * 25
        if chance(&random, decided) {
            add(.claimed, wait * 0.8, nil, nil)
            let isPublished = chance(&random, 75)
            let reasons = ["duplicate", "off_topic", "spam", "abusive"]
            add(isPublished ? .published : .rejected, wait, nil, isPublished ? nil : reasons.randomElement(using: &random))
            if hasAddress, chance(&random, 80) { add(.notified, wait + 0.1, isPublished ? "comment.published" : "comment.rejected", nil) }
            if isPublished, chance(&random, 40) { add(.answered, wait * 2, nil, nil) }
            if isPublished, chance(&random, 25) {
                add(.outcomeRecorded, wait * 3, nil, ["adopted", "partly_adopted", "not_adopted"].randomElement(using: &random))
            }
        } else if chance(&random, 12) {
            add(.withdrawn, wait, nil, nil)
        } else if vote > received, vote < Self.asOf, chance(&random, 60) {
            add(.lapsed, Double(vote.milliseconds(since: received)) / 86_400_000, nil, nil)
        }
        return events
    }
}
