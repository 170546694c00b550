import HearbackCore
import HearbackLatency
import HearbackTestSupport
import HearbackTime
import Testing

@Suite("Corrections since the last report")
struct RestatementTests {
    private func report(
        _ records: [AuditCase], madeOn made: Double, asOf: Double, population: AuditPopulation = .cohort
    ) throws -> AuditRestatements? {
        let scope = try AuditFixture.scope(asOf: asOf, population: population, earlier: EarlierReport(asOf: day(made)))
        return AuditFixture.report(scope, records).restatements
    }

    private func late(_ kind: CommentEventKind, at: Double, recorded: Double) -> CommentTimeline.Event {
        .init(kind, at: day(at), recorded: day(recorded))
    }

    @Test("tell what a decision that was written down late changes, and nothing else")
    func lateDecision() throws {
        let records = [
            AuditFixture.record("told", received: 0, [.init(.published, at: day(4))]),
            AuditFixture.record("late", received: 0, [late(.published, at: 6, recorded: 20)]),
            AuditFixture.record("after", received: 0, [.init(.published, at: day(15))]),
        ]
        let found = try #require(try report(records, madeOn: 10, asOf: 30))
        #expect(found.asOf == day(10) && found.lateComments == 0 && found.lateEvents == 1)
        let rows = Dictionary(uniqueKeysWithValues: found.rows.map { ($0.figure, [$0.before, $0.now]) })
        #expect(rows[.decided] == [1, 2] && rows[.published] == [1, 2] && rows[.undecided] == [2, 1])
        // One of three by day 4 was not half; two of three by day 6 are.
        let median = try #require(rows[.medianDecision])
        #expect(median[0] == nil && median[1] == 6 * 86_400)
        // Without an address what stands on the page is heard: the late one had heard nothing then.
        #expect(rows[.received] == nil && rows[.rejected] == nil && rows[.oldestUndecided] == nil)
    }

    @Test("count imports that came later, whose waits nobody saw")
    func lateImport() throws {
        let imported = AuditCase(
            reference: "import",
            timeline: CommentTimeline(
                received: day(2), imported: day(20),
                events: [.init(.rejected, at: day(3), recorded: day(20)), .init(.notified, at: day(25))]))
        let records = [AuditFixture.record("open", received: 0), imported]
        let found = try #require(try report(records, madeOn: 10, asOf: 30))
        #expect(found.lateComments == 1 && found.lateEvents == 0)
        let rows = Dictionary(uniqueKeysWithValues: found.rows.map { ($0.figure, [$0.before, $0.now]) })
        #expect(rows[.received] == [1, 2] && rows[.decided] == [0, 1] && rows[.rejected] == [0, 1])
        #expect(rows[.medianDecision] == nil)
    }

    @Test("are of the earlier report's own comments")
    func window() throws {
        let earlier = EarlierReport(from: day(5), to: day(8), asOf: day(10))
        let scope = try AuditFixture.scope(from: 12, asOf: 30, earlier: earlier)
        let records = [0.0, 6, 9].map { received in
            AuditFixture.record("c\(received)", received: received, [late(.published, at: 9.5, recorded: 20)])
        }
        let found = try #require(AuditFixture.report(scope, records).restatements)
        #expect(found.lateEvents == 1)
        let received = found.rows.first { $0.figure == .received }
        #expect(received == nil && found.rows.first { $0.figure == .decided }?.now == 1)
    }

    @Test("are none where all was written down at once, whatever came since", arguments: [UInt64(3), 0xC0FFEE])
    func nothing(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let records = (0..<200).map { number in
            let received = Double.random(in: 0..<60, using: &random)
            let kinds: [CommentEventKind] = [.published, .rejected, .withdrawn, .lapsed]
            let end = received + .random(in: 0..<40, using: &random)
            let events = Bool.random(using: &random) ? [CommentTimeline.Event(kinds[number % 4], at: day(end))] : []
            return AuditFixture.record("c\(number)", received: received, targets: AuditTargets(decision: 5), events)
        }
        for population in AuditPopulation.allCases {
            let found = try #require(try report(records, madeOn: 40, asOf: 120, population: population))
            #expect(found.rows.isEmpty && found.lateComments == 0 && found.lateEvents == 0, "seed \(seed)")
        }
    }

    /// Whatever was written down late, `before` is what the report said when it was made.
    @Test("compare with the report as it was", arguments: [UInt64(5), 77])
    func asItWas(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let records = (0..<150).map { number in
            let at = Double.random(in: 1..<60, using: &random)
            let events = [late(number % 3 == 0 ? .rejected : .published, at: at, recorded: at + .random(in: 0..<30, using: &random))]
            return AuditFixture.record("c\(number)", received: 0.5, events)
        }
        let then = AuditFixture.report(try AuditFixture.scope(asOf: 40), records).headline
        let found = try #require(try report(records, madeOn: 40, asOf: 60))
        let decided = try #require(found.rows.first { $0.figure == .decided })
        #expect(decided.before == Int64(then.decided), "seed \(seed)")
        let known = records.count { $0.timeline.events.contains { $0.occurred <= day(40) && $0.recorded <= day(60) } }
        #expect(decided.now == Int64(known), "seed \(seed)")
        #expect(found.rows.first { $0.figure == .medianDecision }?.before == then.medianDecision.seconds)
    }

    @Test("are left out where there was nothing to report on")
    func nobody() throws {
        #expect(try report([AuditFixture.record("later", received: 20)], madeOn: 10, asOf: 30) == nil)
        #expect(AuditFixture.report(try AuditFixture.scope(asOf: 30), []).restatements == nil)
    }
}

@Suite("Promises that moved")
struct MovedPromiseTests {
    @Test("are judged by the day that was known at the report's instant")
    func moved() throws {
        let moved = CommentTimeline.Event(.dueReckoned, at: day(3), code: "2023-01-12")
        let record = AuditFixture.record(
            "c", received: 0, targets: AuditTargets(decision: 5), promised: "2023-01-16", [moved, .init(.published, at: day(8))])
        let audit = { (asOf: Double) in AuditFixture.report(try AuditFixture.scope(asOf: asOf), [record]) }
        // Decided on 2023-01-14.
        #expect(try audit(20).deadlines.first { $0.clock == .decision }?.late == 1)
        #expect(try audit(2).oldest.first?.due?.description == "2023-01-16")
        #expect(try audit(4).oldest.first?.due?.description == "2023-01-12")
    }
}
