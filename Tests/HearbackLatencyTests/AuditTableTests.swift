import HearbackCore
import HearbackLatency
import HearbackTestSupport
import HearbackTime
import Testing

@Suite("The tables of a latency audit")
struct AuditTableTests {
    private let day86: Int64 = 86_400

    /// The 50 comments of the vector `km_feedback_loop`, looked at on day 400.
    @Test("say 'not reached' beside the mean of the answered")
    func headline() throws {
        let input = try #require(try SurvivalVectors.load().curves["km_feedback_loop"]).input
        let records = input.duration.enumerated().map { index, duration in
            let isDecided = input.event?[index] == 1
            let received = isDecided ? 10 : 400 - Double(duration)
            return AuditFixture.record(
                "c\(index)", received: received,
                isDecided ? [.init(.published, at: day(received + Double(duration)))] : [])
        }
        let audit = AuditFixture.report(try AuditFixture.scope(asOf: 400), records)
        let headline = audit.headline
        #expect(headline.received == 50 && headline.decided == 20 && headline.undecided == 30)
        #expect(headline.medianDecision.seconds == nil && headline.medianDecision.lower == 21 * day86)
        #expect(close(headline.naive?.meanSeconds, 9.6 * 86_400) && close(headline.naive?.medianSeconds, 6.5 * 86_400))
        #expect(headline.naive?.leftOut == 30)
        #expect(zip(headline.decidedBy.map(\.share), [0.22, 0.32, 0.4, 0.4, 0.4]).allSatisfy { close($0, $1) })
        let clock = try #require(audit.clocks.first { $0.clock == .decision && !$0.isNet })
        #expect(close(clock.meanWithin90?.seconds, 57.84 * 86_400))
        #expect(clock.kaplanMeier25.seconds == 10 * day86 && clock.kaplanMeier25.upper == 25 * day86)
        #expect(headline.oldestUndecided == 365 * day86)
        #expect(audit.ageing.reduce(0) { $0 + $1.count } == 30)
        #expect(audit.oldest.count == 20 && audit.oldest.first?.ageSeconds == 365 * day86)
    }

    /// `calendar_MA.trap`: decided on the Saturday after a due Friday is late, though no more working days went by.
    @Test("compare dates, not counts: on the due day in time, on the Saturday after it late")
    func deadlines() throws {
        // Received on 2023-01-06, a Friday; 5 working days with Independence Manifesto day off: due on the 16th.
        let targets = AuditTargets(decision: 5)
        let due = AuditFixture.record("due", received: 0, targets: targets, [.init(.published, at: day(10.5))])
        let late = AuditFixture.record("late", received: 0, targets: targets, [.init(.rejected, at: day(10.6))])
        let promised = AuditFixture.record(
            "promised", received: 0, targets: targets, promised: "2023-01-14", [.init(.published, at: day(9))])
        let open = AuditFixture.record("open", received: 0, targets: targets)
        let gone = AuditFixture.record("gone", received: 0, targets: targets, [.init(.withdrawn, at: day(3))])
        let lapsed = AuditFixture.record("lapsed", received: 0, targets: targets, [.init(.lapsed, at: day(12))])
        let records = [due, late, promised, open, gone, lapsed]
        let early = try #require(
            AuditFixture.report(try AuditFixture.scope(asOf: 10.5), records).deadlines.first { $0.clock == .decision })
        #expect(early.openNotDue == 3 && early.openOverdue == 0 && early.onTime == 1 && early.late == 1)
        let after = try #require(
            AuditFixture.report(try AuditFixture.scope(asOf: 40), records).deadlines.first { $0.clock == .decision })
        #expect(after.onTime == 1 && after.late == 2 && after.openOverdue == 1)
        #expect(after.endedBeforeDue == 1 && after.endedAfterDue == 1)
        #expect(after.onTimeRate?.count == 1 && after.onTimeRate?.of == 5)
        #expect(after.medianDaysLate == 1)
    }

    @Test("pause the net clock only while the author has a question, for ten working days at most")
    func net() throws {
        let asked = CommentTimeline.Event(.clarificationAsked, at: day(2))
        let told = AuditFixture.told("comment.clarification_asked", 3)
        let answered = AuditFixture.record(
            "answered", received: 0,
            [asked, told, .init(.clarificationReceived, at: day(7)), .init(.published, at: day(10))])
        let never = AuditFixture.record("never", received: 0, [asked, told, .init(.published, at: day(40))])
        func net(_ record: AuditCase) throws -> Int64? {
            let audit = AuditFixture.report(try AuditFixture.scope(asOf: 50), [record])
            return audit.clocks.first { $0.clock == .decision && $0.isNet }?.kaplanMeier50.seconds
        }
        #expect(try net(answered) == 6 * day86)
        // Told on Monday 2023-01-09; the tenth working day after it, with the 11th off, is the 24th.
        let scope = try AuditFixture.scope(asOf: 50)
        let end = scope.zone.start(of: try #require(CivilDate("2023-01-25")))
        #expect(try net(never) == 40 * day86 - end.milliseconds(since: day(3)) / 1_000)
        // A question that never arrived is the institution's own time.
        let undelivered = AuditFixture.record("undelivered", received: 0, [asked, .init(.published, at: day(40))])
        #expect(try net(undelivered) == 40 * day86)
        let gross = AuditFixture.report(scope, [never]).clocks.first { $0.clock == .decision && !$0.isNet }
        #expect(gross?.kaplanMeier50.seconds == 40 * day86)
    }

    @Test("count who heard nothing but automatic messages, and decisions before the vote")
    func loop() throws {
        let receipt = AuditFixture.told("comment.received", 0.1)
        let records = [
            AuditFixture.record("silent", received: 0, closing: 30, [receipt, AuditFixture.told("comment.still_waiting", 10)]),
            AuditFixture.record(
                "told", received: 0, closing: 30,
                [receipt, .init(.published, at: day(4)), AuditFixture.told("comment.published", 5)]),
            AuditFixture.record("untold", received: 0, closing: 30, [receipt, .init(.rejected, at: day(31), code: "spam")]),
            AuditFixture.record("page", received: 0, address: false, closing: 60, [.init(.published, at: day(6))]),
            AuditFixture.record("waits", received: 0, address: false, closing: 60),
        ]
        let audit = AuditFixture.report(try AuditFixture.scope(asOf: 40), records)
        #expect(audit.headline.heardNothing?.count == 3)
        #expect(audit.headline.inTimeToMatter?.count == 2 && audit.headline.inTimeToMatter?.of == 4)
        #expect(audit.headline.stillPossible == 1)
        #expect(audit.loop.withAddress == 3 && audit.loop.receiptDelivered?.count == 3)
        #expect(audit.loop.notTold == 1 && audit.loop.remindersDelivered == 1)
        #expect(audit.loop.decisionNotified?.count == 1 && audit.loop.decisionNotified?.of == 2)
        #expect(audit.outcomes.reasons == [AuditCount("spam", 1)])
        #expect(audit.headline.silentOverThirtyDays?.count == 4)
    }

    @Test("keep spam in the first line, and tell the rest in a second")
    func spam() throws {
        let spam = (0..<3).map { AuditFixture.record("s\($0)", received: 0, [.init(.rejected, at: day(1), code: "spam")]) }
        let appealed = AuditFixture.record(
            "appealed", received: 0,
            [.init(.rejected, at: day(2), code: "duplicate"), .init(.appealed, at: day(3)), .init(.published, at: day(8))])
        let open = (0..<2).map { AuditFixture.record("o\($0)", received: 0) }
        let headline = AuditFixture.report(try AuditFixture.scope(asOf: 20), spam + [appealed] + open).headline
        #expect(headline.decided == 4 && headline.medianDecision.seconds == day86)
        #expect(headline.withoutSpam?.decided?.count == 1 && headline.withoutSpam?.decided?.of == 3)
        #expect(headline.withoutSpam?.medianDecision.seconds == nil)
        let genuine = AuditFixture.report(try AuditFixture.scope(asOf: 20), [appealed] + open).headline
        #expect(genuine.withoutSpam == nil)
    }

    @Test("show no figures of small groups, and hide a single hidden one behind another")
    func suppression() throws {
        let sizes = [("ar", 30), ("fr", 12), ("zgh", 6), ("es", 2)]
        let records = sizes.flatMap { language, count in
            (0..<count).map { index in
                AuditFixture.record(
                    "\(language)\(index)", received: 0, facets: [.language: language],
                    [.init(.published, at: day(Double(index + 1)))])
            }
        }
        let table = try #require(AuditFixture.report(try AuditFixture.scope(asOf: 60, by: .language), records).breakdown)
        #expect(table.rows.map(\.value) == ["ar", "fr"])
        #expect(table.withheldGroups == 2 && table.withheldComments == 8)
        // Two hidden groups of one comment each would be told by the totals: a third hides them.
        let few = [("ar", 30), ("fr", 12), ("zgh", 1), ("es", 1)].flatMap { language, count in
            (0..<count).map { AuditFixture.record("\(language)\($0)", received: 0, facets: [.language: language]) }
        }
        let hidden = try #require(AuditFixture.report(try AuditFixture.scope(asOf: 60, by: .language), few).breakdown)
        #expect(hidden.rows.map(\.value) == ["ar"])
        #expect(hidden.withheldGroups == 3 && hidden.withheldComments == 14)
        let bills = AuditFixture.report(
            try AuditFixture.scope(asOf: 60, by: .bill),
            (0..<3).map { AuditFixture.record("\($0)", received: 0, facets: [.bill: "b"]) })
        #expect(bills.breakdown?.rows.map(\.received) == [3] && bills.breakdown?.rows.first?.medianDecision == nil)
        #expect(bills.breakdown?.withheldGroups == 0)
    }

    @Test("call verified only what somebody else confirmed at once, and nothing of somebody else's records")
    func evidence() throws {
        let record = AuditFixture.record(
            "c", received: 0,
            [
                AuditFixture.told("comment.received", 0.1), .init(.notified, at: day(1), recorded: day(9)),
                .init(.published, at: day(2)), .init(.answered, at: day(3), recorded: day(5)),
            ])
        let scope = try AuditFixture.scope(asOf: 20)
        let kinds = AuditFixture.report(scope, [record]).evidence.kinds
        #expect(kinds.map(\.kind) == [.messages, .decisions, .answers])
        #expect(kinds.map(\.count) == [2, 1, 1] && kinds.map(\.verified) == [1, 0, 0] && kinds.map(\.later) == [1, 0, 1])
        var auditor = LatencyAuditor(scope)
        auditor.add(record)
        let outside = auditor.report(
            AuditProvenance(source: "x.csv", generator: "test", clocks: [.decision], knowsMessages: false)).evidence
        #expect(outside.observed == 0 && outside.imported == 1 && outside.appeals == nil)
    }

    @Test("give decisions per waiting day inside the window, whoever received them when")
    func period() throws {
        let records = [
            AuditFixture.record("before", received: 0, [.init(.published, at: day(15))]),
            AuditFixture.record("inside", received: 12),
            AuditFixture.record("gone", received: 0, [.init(.published, at: day(5))]),
            AuditFixture.record("after", received: 25),
        ]
        let scope = try AuditFixture.scope(from: 10, to: 20, asOf: 30, population: .period)
        let audit = AuditFixture.report(scope, records)
        #expect(audit.headline.received == 2 && audit.headline.decided == 1)
        // Ages 10 to 15 of the first, 0 to 8 of the second.
        #expect(audit.rates.map(\.decisions) == [0, 1, 0, 0, 0, 0, 0, 0])
        #expect(audit.rates.prefix(3).map(\.commentDays) == [8, 5, 0])
        #expect(close(audit.rates[1].perHundredDays, 20))
        #expect(audit.flow.opening == 1 && audit.flow.received == 1 && audit.flow.published == 1 && audit.flow.closing == 1)
        let clock = try #require(audit.clocks.first { $0.clock == .decision && !$0.isNet })
        #expect(clock.count == 2 && clock.ended == 1 && clock.open == 1 && clock.unobserved == 0)
    }
}
