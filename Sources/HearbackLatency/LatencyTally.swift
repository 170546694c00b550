import HearbackCore

/// What is kept while comments are counted; grows with the distinct waits, in whole seconds.
struct LatencyTally: Sendable {
    struct Wait: Sendable {
        var table = SurvivalTable()
        var events = 0
        var competing: [CompetingCause: Int] = [:]
        var open = 0
        /// The earliest start of those that are open.
        var oldestOpen: Instant?
    }

    var received = 0
    var waits: [ResponseClock: Wait] = [:]
    /// Milliseconds of silence; every gauge reading is an event, so the curve is the plain distribution.
    var silences = SurvivalTable()
    var silentOverThirtyDays = 0
    var longestSilence: Instant?

    static let thirtyDays: Int64 = 30 * 86_400_000

    mutating func add(_ timeline: CommentTimeline, asOf: Instant) {
        guard let known = timeline.known(at: asOf) else { return }
        received += 1
        for clock in ResponseClock.allCases {
            guard let observation = clock.observation(ofKnown: known, asOf: asOf) else { continue }
            waits[clock, default: Wait()].add(observation)
        }
        guard let silence = Silence(ofKnown: known, asOf: asOf) else { return }
        silences.add(exit: asOf.wholeMilliseconds(since: silence.since), cause: 0)
        if silence.milliseconds > Self.thirtyDays { silentOverThirtyDays += 1 }
        longestSilence = min(longestSilence ?? silence.since, silence.since)
    }

    mutating func add(_ other: LatencyTally) {
        received += other.received
        for (clock, wait) in other.waits { waits[clock, default: Wait()].add(wait) }
        silences.add(other.silences)
        silentOverThirtyDays += other.silentOverThirtyDays
        longestSilence = [longestSilence, other.longestSilence].compactMap { $0 }.min()
    }
}

extension LatencyTally.Wait {
    mutating func add(_ observation: ClockObservation) {
        let (entry, exit) = Self.times(observation)
        switch observation.status {
        case .open:
            open += 1
            oldestOpen = min(oldestOpen ?? observation.start, observation.start)
            table.add(entry: entry, exit: exit, cause: nil)
        case .event:
            events += 1
            table.add(entry: entry, exit: exit, cause: 0)
        case .competing(let cause):
            competing[cause, default: 0] += 1
            table.add(entry: entry, exit: exit, cause: cause.rawValue)
        }
    }

    /// Milliseconds from the start, of whole seconds.
    static func times(_ observation: ClockObservation) -> (entry: Int64, exit: Int64) {
        (
            observation.entry.wholeMilliseconds(since: observation.start),
            observation.stop.wholeMilliseconds(since: observation.start)
        )
    }

    mutating func add(_ other: LatencyTally.Wait) {
        table.add(other.table)
        events += other.events
        competing.merge(other.competing, uniquingKeysWith: +)
        open += other.open
        oldestOpen = [oldestOpen, other.oldestOpen].compactMap { $0 }.min()
    }
}

extension Instant {
    /// The second that it lies in: published figures use the transparency log's whole seconds, so that outsiders get
    /// the same ones.
    private var wholeSecond: Instant {
        advanced(byMilliseconds: -((milliseconds % 1_000 + 1_000) % 1_000))
    }

    /// Milliseconds between the seconds that two instants lie in.
    func wholeMilliseconds(since earlier: Instant) -> Int64 {
        wholeSecond.milliseconds(since: earlier.wholeSecond)
    }
}
