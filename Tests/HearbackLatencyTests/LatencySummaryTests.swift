import HearbackCore
import HearbackLatency
import HearbackTestSupport
import Testing

@Suite("Response times of many comments")
struct LatencySummaryTests {
    private let millisecondsPerDay: Int64 = 86_400_000

    /// The 50 comments of the vector `km_feedback_loop`: 20 decided, 30 waiting, all looked at on day 400.
    private func feedbackLoop() throws -> LatencyReport {
        let input = try #require(try SurvivalVectors.load().curves["km_feedback_loop"]).input
        var summary = LatencySummary(asOf: day(400))
        for (index, duration) in input.duration.enumerated() {
            let decided = input.event?[index] == 1
            let received = decided ? day(10) : day(400 - Double(duration))
            let events: [CommentTimeline.Event] =
                decided ? [.init(.published, at: received.advanced(byMilliseconds: duration * millisecondsPerDay))] : []
            summary.add(CommentTimeline(received: received, events: events), bill: index % 2 == 0 ? "even" : "odd")
        }
        return summary.total()
    }

    @Test("say 'not reached' where the mean of the answered would say ten days")
    func honest() throws {
        let report = try feedbackLoop()
        let decision = try #require(report[.decision])
        #expect(report.received == 50)
        #expect(decision.count == 50 && decision.ended == 20 && decision.open == 30)
        #expect(decision.endedShare == 0.4)
        #expect(close(decision.endedInterval?.lower, 0.27608389730256544))
        #expect(decision.kaplanMeier50 == Quantile(time: nil, lower: 21 * millisecondsPerDay, upper: nil))
        #expect(decision.p50.time == nil && decision.p90.time == nil && decision.kaplanMeier90.time == nil)
        let mean = try #require(decision.meanWithin90Days)
        #expect(close(mean.mean / Double(millisecondsPerDay), 57.84))
        #expect(close(mean.standardError / Double(millisecondsPerDay), 5.617284753330562))
        #expect(decision.shares.map(\.days) == [7, 15, 30, 60, 90])
        #expect(zip(decision.shares.map(\.share), [0.22, 0.32, 0.4, 0.4, 0.4]).allSatisfy { close($0, $1) })
        #expect(decision.oldest?.age == 365 * millisecondsPerDay)
    }

    @Test("keep every comment in exactly one place, by bill and in all")
    func accounts() throws {
        var summary = LatencySummary(asOf: day(100))
        summary.add(comment((.published, 2), (.notified, 3)), bill: "a")
        summary.add(comment((.rejected, 4)), bill: "a")
        summary.add(comment((.withdrawn, 6)), bill: "a")
        summary.add(comment((.lapsed, 8)), bill: "b")
        summary.add(comment(), bill: "b")
        summary.add(CommentTimeline(received: day(101), events: []), bill: "later")
        #expect(summary.bills == ["a", "b"])
        #expect(summary.report(bill: "later") == nil && summary.report(bill: "none") == nil)
        let decision = try #require(summary.total()[.decision])
        #expect(decision.count == 5 && decision.ended == 2 && decision.open == 1)
        #expect(decision.withdrawn == 1 && decision.lapsed == 1 && decision.rejected == 0)
        let publication = try #require(summary.total()[.publication])
        #expect(publication.ended == 1 && publication.rejected == 1 && publication.open == 1)
        for bill in summary.bills {
            for clock in try #require(summary.report(bill: bill)).clocks {
                #expect(clock.count == clock.ended + clock.open + clock.rejected + clock.withdrawn + clock.lapsed)
            }
        }
        #expect(summary.report(bill: "b")?[.decision]?.p50.time == nil)
        // Two of five were decided, on days 2 and 4; nothing is censored before them.
        #expect(decision.p50.time == nil)
        #expect(summary.report(bill: "a")?[.decision]?.p50.time == 4 * millisecondsPerDay)
    }

    @Test("do not count who gave up as if the decision could still come")
    func competing() throws {
        var summary = LatencySummary(asOf: day(100))
        for at in [1.0, 2, 3, 4] { summary.add(comment((.published, at)), bill: "x") }
        for at in [0.5, 0.6, 0.7, 0.8, 0.9] { summary.add(comment((.withdrawn, at)), bill: "x") }
        let decision = try #require(summary.total()[.decision])
        // Four of nine were ever decided, so half never were; Kaplan-Meier of the rest says day 2.
        #expect(decision.p50.time == nil)
        #expect(decision.kaplanMeier50.time == 2 * millisecondsPerDay)
        #expect(decision.count == 9)
    }

    @Test("let imports in at their age: those decided before are counted, and not taken for quick")
    func imports() throws {
        var summary = LatencySummary(asOf: day(1_000))
        summary.add(comment(imported: 700, (.published, 3)), bill: "x")
        summary.add(comment(imported: 700), bill: "x")
        summary.add(comment(imported: 700, (.published, 800)), bill: "x")
        let decision = try #require(summary.total()[.decision])
        #expect(decision.count == 3 && decision.ended == 2 && decision.open == 1 && decision.unobserved == 1)
        #expect(decision.kaplanMeier50.time == 800 * millisecondsPerDay)
    }

    @Test("opening + received - closed = closing, whatever happened", arguments: [UInt64(11), 0xB111])
    func flow(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let timelines = (0..<400).map { _ in
            let received = day(.random(in: 0...300, using: &random))
            let end: [CommentEventKind] = [.published, .rejected, .withdrawn, .lapsed]
            let at = received.advanced(byMilliseconds: .random(in: 1...20_000_000_000, using: &random))
            let ends = Bool.random(using: &random) ? end.randomElement(using: &random) : nil
            return CommentTimeline(received: received, events: ends.map { [.init($0, at: at)] } ?? [])
        }
        let seen = { (asOf: Instant) in
            var summary = LatencySummary(asOf: asOf)
            for timeline in timelines { summary.add(timeline, bill: "x") }
            return summary.total()[.decision]
        }
        let (opening, closing) = (try #require(seen(day(150))), try #require(seen(day(250))))
        let received = timelines.filter { $0.received > day(150) && $0.received <= day(250) }.count
        let closed = { (report: ClockReport) in report.ended + report.withdrawn + report.lapsed }
        #expect(opening.open + received - (closed(closing) - closed(opening)) == closing.open)
        #expect(closing.count == opening.count + received)
    }

    @Test("of nobody are empty, not zero")
    func nobody() throws {
        let report = LatencySummary(asOf: day(1)).total()
        #expect(report.received == 0 && report.clocks.count == ResponseClock.allCases.count)
        let decision = try #require(report[.decision])
        #expect(decision.count == 0 && decision.endedShare == nil && decision.endedInterval == nil)
        #expect(decision.p50.time == nil && decision.oldest == nil && decision.shares.isEmpty)
        #expect(report.silence.p50 == nil && report.silence.longest == nil)
    }

    @Test("are the same for an outsider with whole seconds")
    func wholeSeconds() throws {
        let report = { (received: Int64, decided: Int64) in
            var summary = LatencySummary(asOf: Instant(milliseconds: 100_999))
            summary.add(
                CommentTimeline(
                    received: Instant(milliseconds: received),
                    events: [.init(.published, at: Instant(milliseconds: decided))]), bill: "x")
            return summary.total()[.decision]?.p50.time
        }
        #expect(report(1_900, 61_100) == 60_000)
        #expect(report(1_000, 61_999) == 60_000)
        #expect(report(-500, 999) == 1_000)
    }
}
