import HearbackCore
import HearbackLatency
import HearbackTestSupport
import Testing

/// Day 0 is 2023-01-06, 10:00 UTC, when the comment of the report that started the project was left.
let origin = Instant(milliseconds: 1_672_999_200_000)

func day(_ days: Double) -> Instant { origin.advanced(byMilliseconds: Int64(days * 86_400_000)) }

func comment(
    imported: Double? = nil, hasAddress: Bool = true, _ events: (CommentEventKind, Double)...
) -> CommentTimeline {
    CommentTimeline(
        received: day(0), imported: imported.map(day), hasAddress: hasAddress,
        events: events.map { CommentTimeline.Event($0.0, at: day($0.1)) })
}

@Suite("The clocks of one comment")
struct ClockTests {
    /// Status and whole days of a clock.
    private func read(
        _ clock: ResponseClock, _ timeline: CommentTimeline, at asOf: Double
    ) -> (status: ClockObservation.Status, days: Double)? {
        clock.observation(of: timeline, asOf: day(asOf)).map { ($0.status, Double($0.duration) / 86_400_000) }
    }

    private func expect(
        _ clock: ResponseClock, of timeline: CommentTimeline, at asOf: Double,
        _ status: ClockObservation.Status, after days: Double, at location: SourceLocation = #_sourceLocation
    ) throws {
        let found = try #require(read(clock, timeline, at: asOf), sourceLocation: location)
        #expect(found.status == status, sourceLocation: location)
        #expect(found.days == days, sourceLocation: location)
    }

    @Test("of one that nobody touched are all open, and grow with the day of looking")
    func untouched() throws {
        for clock in ResponseClock.allCases where clock != .notice {
            try expect(clock, of: comment(), at: 41, .open, after: 41)
            try expect(clock, of: comment(), at: 1_418, .open, after: 1_418)
        }
        #expect(read(.notice, comment(), at: 41) == nil)
    }

    @Test("of one that came later than the instant of looking do not exist")
    func notYet() {
        for clock in ResponseClock.allCases { #expect(read(clock, comment(), at: -1) == nil) }
        #expect(read(.decision, comment(imported: 10), at: 9) == nil)
    }

    @Test("of one that was claimed, published, told, answered and taken up stop one after the other")
    func happy() throws {
        let timeline = CommentTimeline(
            received: day(0),
            events: [
                .init(.notified, at: day(0.5), messageType: "comment.awaiting_approval"),
                .init(.flagged, at: day(1)), .init(.claimed, at: day(2)), .init(.published, at: day(3)),
                .init(.notified, at: day(5), messageType: "comment.published"), .init(.answered, at: day(20)),
                .init(.outcomeRecorded, at: day(40)),
            ])
        try expect(.ack, of: timeline, at: 50, .event, after: 0.5)
        try expect(.firstAction, of: timeline, at: 50, .event, after: 2)
        try expect(.decision, of: timeline, at: 50, .event, after: 3)
        try expect(.finalDecision, of: timeline, at: 50, .event, after: 3)
        try expect(.publication, of: timeline, at: 50, .event, after: 3)
        try expect(.notice, of: timeline, at: 50, .event, after: 2)
        try expect(.answer, of: timeline, at: 50, .event, after: 20)
        try expect(.outcome, of: timeline, at: 50, .event, after: 40)
        // The same comment as it was seen on day 4.
        try expect(.notice, of: timeline, at: 4, .open, after: 1)
        try expect(.answer, of: timeline, at: 4, .open, after: 4)
        try expect(.decision, of: timeline, at: 2.5, .open, after: 2.5)
    }

    @Test("of one that was rejected, appealed and published keep the first decision and show the final one beside it")
    func appealed() throws {
        let timeline = comment((.rejected, 4), (.appealed, 6), (.published, 30), (.answered, 60))
        try expect(.decision, of: timeline, at: 5, .event, after: 4)
        try expect(.finalDecision, of: timeline, at: 5, .event, after: 4)
        try expect(.publication, of: timeline, at: 5, .competing(.rejected), after: 4)
        // The appeal opens the wait again, without setting it back.
        try expect(.decision, of: timeline, at: 10, .event, after: 4)
        try expect(.finalDecision, of: timeline, at: 10, .open, after: 10)
        try expect(.publication, of: timeline, at: 10, .open, after: 10)
        try expect(.finalDecision, of: timeline, at: 90, .event, after: 30)
        try expect(.publication, of: timeline, at: 90, .event, after: 30)
        try expect(.answer, of: timeline, at: 90, .event, after: 60)
    }

    @Test("of one that was rejected twice end with the rejection that stands")
    func rejectedTwice() throws {
        let timeline = comment((.rejected, 4), (.appealed, 6), (.rejected, 9))
        try expect(.decision, of: timeline, at: 50, .event, after: 4)
        try expect(.finalDecision, of: timeline, at: 50, .event, after: 9)
        try expect(.answer, of: timeline, at: 50, .competing(.rejected), after: 9)
        try expect(.outcome, of: timeline, at: 50, .competing(.rejected), after: 9)
    }

    @Test("of one that was withdrawn end by that, where nothing came before")
    func withdrawn() throws {
        let timeline = comment((.withdrawn, 8))
        for clock in ResponseClock.allCases where clock != .notice {
            try expect(clock, of: timeline, at: 7, .open, after: 7)
            try expect(clock, of: timeline, at: 50, .competing(.withdrawn), after: 8)
        }
        let published = comment((.published, 3), (.withdrawn, 8))
        try expect(.decision, of: published, at: 50, .event, after: 3)
        try expect(.publication, of: published, at: 50, .event, after: 3)
        try expect(.answer, of: published, at: 50, .competing(.withdrawn), after: 8)
    }

    @Test("of one whose bill was voted first end by lapsing; the receipt's clock goes on")
    func lapsed() throws {
        let timeline = comment((.claimed, 2), (.lapsed, 12))
        try expect(.firstAction, of: timeline, at: 50, .event, after: 2)
        try expect(.ack, of: timeline, at: 50, .open, after: 50)
        for clock in [ResponseClock.decision, .finalDecision, .publication, .answer, .outcome] {
            try expect(clock, of: timeline, at: 50, .competing(.lapsed), after: 12)
        }
        // Lapsed while an appeal was open: the first decision was taken all the same.
        let appealed = comment((.rejected, 4), (.appealed, 6), (.lapsed, 12))
        try expect(.decision, of: appealed, at: 50, .event, after: 4)
        try expect(.finalDecision, of: appealed, at: 50, .competing(.lapsed), after: 12)
        try expect(.publication, of: appealed, at: 50, .competing(.lapsed), after: 12)
    }

    @Test("of one that was taken off the page keep its publication; without an answer till then none can come")
    func unpublished() throws {
        let timeline = comment((.published, 3), (.unpublished, 10))
        try expect(.decision, of: timeline, at: 50, .event, after: 3)
        try expect(.publication, of: timeline, at: 50, .event, after: 3)
        try expect(.finalDecision, of: timeline, at: 50, .event, after: 10)
        try expect(.answer, of: timeline, at: 9, .open, after: 9)
        try expect(.answer, of: timeline, at: 50, .competing(.rejected), after: 10)
        let answered = comment((.published, 3), (.answered, 5), (.unpublished, 10))
        try expect(.answer, of: answered, at: 50, .event, after: 5)
    }

    @Test("of a decision that was taken back go on as if it had not been, from the moment that it was")
    func undone() throws {
        let timeline = comment((.claimed, 1), (.rejected, 3), (.decisionUndone, 5), (.published, 9))
        try expect(.decision, of: timeline, at: 4, .event, after: 3)
        try expect(.decision, of: timeline, at: 6, .open, after: 6)
        try expect(.decision, of: timeline, at: 50, .event, after: 9)
        try expect(.finalDecision, of: timeline, at: 50, .event, after: 9)
        try expect(.publication, of: timeline, at: 6, .open, after: 6)
        try expect(.publication, of: timeline, at: 50, .event, after: 9)
        try expect(.firstAction, of: timeline, at: 50, .event, after: 1)
        // Taken back before an appeal's second decision: the first one stands.
        let appealed = comment((.rejected, 3), (.appealed, 5), (.published, 7), (.decisionUndone, 8))
        try expect(.decision, of: appealed, at: 50, .event, after: 3)
        try expect(.finalDecision, of: appealed, at: 50, .open, after: 50)
        try expect(.publication, of: appealed, at: 50, .open, after: 50)
        // Somebody looked, even if all that they did was undone.
        try expect(.firstAction, of: comment((.published, 3), (.decisionUndone, 4)), at: 50, .event, after: 4)
    }

    @Test("of an import begin at its receipt and are seen from its import on")
    func imported() throws {
        let observation = try #require(
            ResponseClock.decision.observation(of: comment(imported: 700), asOf: day(1_000)))
        #expect(observation.start == day(0) && observation.entry == day(700) && observation.stop == day(1_000))
        #expect(observation.status == .open)
        // A claim to have been imported before it was received does not make anybody wait longer.
        let odd = try #require(ResponseClock.decision.observation(of: comment(imported: -5), asOf: day(1)))
        #expect(odd.entry == day(0) && odd.duration == 86_400_000)
    }

    @Test("do not see what was written down later, whenever it is said to have happened")
    func lateRecording() throws {
        let timeline = CommentTimeline(
            received: day(0), events: [.init(.published, at: day(3), recorded: day(100))])
        try expect(.decision, of: timeline, at: 50, .open, after: 50)
        try expect(.decision, of: timeline, at: 100, .event, after: 3)
    }

    @Test("never run backwards when an import's instants contradict each other")
    func anomaly() throws {
        try expect(.decision, of: comment((.published, -3)), at: 5, .event, after: 0)
        let extreme = CommentTimeline(
            received: Instant(milliseconds: .min), events: [.init(.published, at: Instant(milliseconds: .max - 1))])
        let found = ResponseClock.decision.observation(of: extreme, asOf: Instant(milliseconds: .max))
        #expect(found?.duration == .max)
    }

    @Test("of receipt and notice are not kept for those who left no address")
    func noAddress() {
        let timeline = comment(hasAddress: false, (.published, 3))
        #expect(read(.ack, timeline, at: 9) == nil)
        #expect(read(.notice, timeline, at: 9) == nil)
        #expect(read(.decision, timeline, at: 9) != nil)
    }

    @Test("of notice need a message that tells a decision, delivered after it")
    func notice() throws {
        let timeline = CommentTimeline(
            received: day(0),
            events: [
                .init(.published, at: day(3)), .init(.notified, at: day(4), messageType: "comment.awaiting_approval"),
                .init(.notified, at: day(6), messageType: "comment.published"),
            ])
        try expect(.notice, of: timeline, at: 5, .open, after: 2)
        try expect(.notice, of: timeline, at: 7, .event, after: 3)
        try expect(.ack, of: timeline, at: 7, .event, after: 4)
    }

    @Test("are the same differences wherever the whole history is moved in time", arguments: [UInt64(5), 0xABBA])
    func shifted(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<300 {
            let kinds = (0..<8).map { _ in CommentEventKind.allCases.randomElement(using: &random) ?? .claimed }
            let times = kinds.map { _ in Int64.random(in: 0...100_000, using: &random) }
            let shift = Int64.random(in: -10_000_000_000...10_000_000_000, using: &random)
            let asOf = Int64.random(in: 0...120_000, using: &random)
            let moved = { (by: Int64) in
                let events = zip(kinds, times).map {
                    CommentTimeline.Event($0, at: Instant(milliseconds: $1 + by), messageType: "comment.published")
                }
                let timeline = CommentTimeline(received: Instant(milliseconds: by), events: events)
                return ResponseClock.allCases.map {
                    $0.observation(of: timeline, asOf: Instant(milliseconds: asOf + by))
                }
            }
            for (here, there) in zip(moved(0), moved(shift)) {
                #expect(here?.status == there?.status && here?.duration == there?.duration)
            }
        }
    }

    @Test("read the ledger's own events")
    func ledger() throws {
        let number = try #require(CommentNumber(1))
        var details = EventDetails()
        details.submission = SubmissionDetails(
            bill: "b", article: nil, language: .french, submitterKind: .association, endpoint: "ep_1",
            decisionDue: "2023-02-06", policyVersion: 1)
        let event = { (kind: CommentEventKind, at: Double, provenance: Provenance, details: EventDetails) in
            CommentEvent(
                sequence: 1, comment: number, kind: kind, actor: .daemon, occurred: day(at), recorded: day(900),
                provenance: provenance, details: details, text: nil)
        }
        let timeline = try #require(
            CommentTimeline([event(.received, 0, .imported, details), event(.published, 3, .imported, EventDetails())]))
        #expect(timeline.entered == day(900) && timeline.hasAddress)
        try expect(.decision, of: timeline, at: 900, .event, after: 3)
        #expect(CommentTimeline([event(.published, 3, .observed, details)]) == nil)
        let observed = try #require(CommentTimeline([event(.received, 0, .observed, EventDetails())]))
        #expect(observed.entered == day(0) && !observed.hasAddress)
    }
}
