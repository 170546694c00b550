import HearbackCore
import HearbackLatency
import HearbackTestSupport
import Testing

@Suite("Properties of a latency audit")
struct AuditPropertyTests {
    static let seeds: [UInt64] = [3, 77, 0xBADA55, 20_220_627]

    /// A legal history: decided, appealed and decided again, withdrawn or lapsed, with messages in between.
    private func record(_ number: Int, _ random: inout SplitMix64) -> AuditCase {
        var at = Double(Int.random(in: 0..<80, using: &random)) + Double.random(in: 0..<1, using: &random)
        let received = at
        var events: [CommentTimeline.Event] = []
        func then(_ kind: CommentEventKind, code: String? = nil) {
            at += Double.random(in: 0.01..<20, using: &random)
            let late = Bool.random(using: &random) ? 0 : Double.random(in: 0..<3, using: &random)
            events.append(.init(kind, at: day(at), recorded: day(at + late), code: code))
            if Bool.random(using: &random) { events.append(AuditFixture.told("comment.\(kind.rawValue)", at + 0.1)) }
        }
        if Bool.random(using: &random) { then(.clarificationAsked); then(.clarificationReceived) }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: then(.published); then(.answered)
        case 1: then(.rejected, code: "spam"); then(.appealed); then(.published)
        case 2: then(.rejected, code: "abusive")
        case 3: then(.withdrawn)
        case 4: then(.lapsed)
        default: break
        }
        return AuditFixture.record(
            "c\(number)", received: received, address: Bool.random(using: &random),
            facets: [.bill: "b\(number % 3)", .language: number % 2 == 0 ? "ar" : "fr"],
            targets: AuditTargets(firstAction: 5, decision: 10, answer: 20), events)
    }

    private func records(_ seed: UInt64) -> [AuditCase] {
        var random = SplitMix64(seed: seed)
        return (0..<300).map { record($0, &random) }
    }

    @Test("whatever the window, the flow balances", arguments: seeds, [AuditPopulation.cohort, .period])
    func balance(seed: UInt64, population: AuditPopulation) throws {
        let records = records(seed)
        for (from, to) in [(nil, nil), (20.0, 60.0), (0, 100), (50, nil), (nil, 30)] as [(Double?, Double?)] {
            let audit = AuditFixture.report(
                try AuditFixture.scope(from: from, to: to, asOf: 90, population: population), records)
            #expect(audit.flow.isBalanced, "\(audit.flow) from \(String(describing: from)) to \(String(describing: to))")
            let headline = audit.headline
            #expect(headline.received
                == headline.published + headline.rejected + headline.withdrawn + headline.lapsed + headline.undecided)
            #expect(audit.ageing.reduce(0) { $0 + $1.count } == headline.undecided)
            for deadline in audit.deadlines {
                let sum = deadline.onTime + deadline.late + deadline.openNotDue + deadline.openOverdue
                #expect(sum + deadline.endedBeforeDue + deadline.endedAfterDue == headline.received)
            }
        }
    }

    @Test("the order of the records changes no byte, and the report survives its own JSON", arguments: seeds)
    func order(seed: UInt64) throws {
        let records = records(seed)
        var random = SplitMix64(seed: seed &+ 1)
        for facet in [nil] + AuditFacet.allCases.map(Optional.init) {
            let scope = try AuditFixture.scope(from: 5, asOf: 95, by: facet)
            let audit = AuditFixture.report(scope, records)
            let bytes = try audit.json()
            #expect(try AuditFixture.report(scope, records.shuffled(using: &random)).json() == bytes)
            #expect(try LatencyAudit(json: bytes) == audit)
        }
    }

    @Test("what happens or is written down after the instant of the report changes no byte", arguments: seeds)
    func prefix(seed: UInt64) throws {
        let scope = try AuditFixture.scope(asOf: 45, by: .bill)
        let records = records(seed)
        let cut = records.map { record in
            let known = record.timeline.known(at: scope.asOf)
            return AuditCase(
                reference: record.reference, timeline: known ?? record.timeline, facets: record.facets,
                targets: record.targets, promised: record.promised, closing: record.closing)
        }
        #expect(try AuditFixture.report(scope, records).json() == AuditFixture.report(scope, cut).json())
    }

    @Test("a month's share by day 30 and the plots agree with the tables", arguments: seeds)
    func plots(seed: UInt64) throws {
        let audit = AuditFixture.report(try AuditFixture.scope(asOf: 90), records(seed))
        #expect(audit.plots.backlog.last?.arrived == audit.headline.received)
        #expect(audit.plots.backlog.last.map { $0.arrived - $0.ended } == audit.headline.undecided)
        #expect(audit.plots.months.reduce(0) { $0 + $1.received } == audit.headline.received)
        #expect(audit.plots.bills.reduce(0) { $0 + $1.received } == audit.headline.received)
        for (one, next) in zip(audit.plots.waiting, audit.plots.waiting.dropFirst()) { #expect(next.share <= one.share) }
        for point in audit.plots.incidence {
            #expect(point.published + point.rejected + point.withdrawn + point.lapsed <= 1 + 1e-12)
        }
        #expect(audit.plots.atRisk.first?.count == audit.headline.received)
    }
}
