import HearbackCore
import HearbackTime

/// An earlier report counted twice: as it was known when it was made, and as it is known at the present report's instant.
struct RestatementTally: Sendable {
    private let scope: AuditScope
    private let knownAt: Instant
    private var before = RestatedTally()
    private var now = RestatedTally()
    private var lateComments = 0
    private var lateEvents = 0

    init(_ earlier: EarlierReport, in scope: AuditScope) {
        self.scope = AuditScope(
            from: earlier.from, to: earlier.to, asOf: earlier.asOf, population: scope.population, zone: scope.zone,
            calendar: scope.calendar)
        knownAt = scope.asOf
    }

    mutating func add(_ record: AuditCase, _ reckoner: inout DueReckoner) {
        let (timeline, asOf) = (record.timeline, scope.asOf)
        guard timeline.received <= asOf, timeline.entered <= knownAt else { return }
        let late = timeline.events.count { $0.occurred <= asOf && $0.recorded > asOf && $0.recorded <= knownAt }
        // Most comments are known as they were.
        let isChanged = late > 0 || timeline.entered > asOf
        let then = seen(record)
        let today = isChanged ? seen(record.hindsight(of: asOf, from: knownAt)) : then
        guard then != nil || today != nil else { return }
        if timeline.entered > asOf { lateComments += 1 } else { lateEvents += late }
        if let then { before.add(then, scope, &reckoner) }
        if let today { now.add(today, scope, &reckoner) }
    }

    /// nil where the comment is not one of the earlier report's.
    private func seen(_ record: AuditCase) -> SeenCase? {
        guard let seen = SeenCase(record, scope), seen.belongs(to: scope) else { return nil }
        return seen
    }

    /// nil where there was nothing to report on, then or now.
    func restatements() -> AuditRestatements? {
        guard before.received > 0 || now.received > 0 else { return nil }
        let (then, since) = (before.figures, now.figures)
        let rows = RestatedFigure.allCases.compactMap { figure -> AuditRestatements.Row? in
            guard then[figure] != since[figure] else { return nil }
            return .init(figure: figure, before: then[figure], now: since[figure])
        }
        return AuditRestatements(asOf: scope.asOf, lateComments: lateComments, lateEvents: lateEvents, rows: rows)
    }
}

/// What is kept of the comments of an earlier report: less than of the present one's.
private struct RestatedTally: Sendable {
    private(set) var received = 0
    private var ends: [DecisionEnd: Int] = [:]
    private var wait = LatencyTally.Wait()
    private var deadline = DeadlineTally()
    private var answered = 0, heardNothing = 0, silent = 0, inTime = 0
    private var oldest: Int64?

    mutating func add(_ seen: SeenCase, _ scope: AuditScope, _ reckoner: inout DueReckoner) {
        received += 1
        if seen.known.first(where: { $0.kind == .answered }) != nil { answered += 1 }
        if seen.known.hasHeardNothing { heardNothing += 1 }
        let silence = Silence(ofKnown: seen.known, asOf: scope.followedTo)
        if let silence, silence.milliseconds > LatencyTally.thirtyDays { silent += 1 }
        if seen.matters(scope) == .yes { inTime += 1 }
        guard let observation = seen[.decision] else { return }
        wait.add(observation)
        if let due = reckoner.due(seen, .decision) { deadline.add(observation, due: due, scope) }
        if let end = seen.decisionEnd {
            ends[end, default: 0] += 1
        } else {
            let age = observation.stop.wholeMilliseconds(since: observation.start) / 1_000
            oldest = max(oldest ?? age, age)
        }
    }

    var figures: [RestatedFigure: Int64] {
        let end = { (end: DecisionEnd) in ends[end] ?? 0 }
        let counts: [RestatedFigure: Int] = [
            .received: received, .decided: end(.published) + end(.rejected), .published: end(.published),
            .rejected: end(.rejected), .withdrawn: end(.withdrawn), .lapsed: end(.lapsed), .undecided: wait.open,
            .answered: answered, .heardNothing: heardNothing, .silentOverThirtyDays: silent, .onTime: deadline.onTime,
            .inTimeToMatter: inTime,
        ]
        var figures = counts.mapValues { Int64($0) }
        figures[.oldestUndecided] = oldest
        figures[.medianDecision] = AuditQuantile(milliseconds: wait.table.riskSets().quantile(0.5)).seconds
        return figures
    }
}

extension AuditCase {
    /// What an instant would have been known as, had everything that is known at a later one been written down at once.
    /// An import that came later is counted, but nobody saw it wait.
    fileprivate func hindsight(of asOf: Instant, from knownAt: Instant) -> AuditCase {
        let events = timeline.events.filter { $0.occurred <= asOf && $0.recorded <= knownAt }.map { event in
            CommentTimeline.Event(
                event.kind, at: event.occurred, recorded: min(event.recorded, asOf), messageType: event.messageType,
                code: event.code, isCited: event.isCited)
        }
        let restated = CommentTimeline(
            received: timeline.received, imported: min(timeline.entered, asOf), hasAddress: timeline.hasAddress,
            events: events)
        return AuditCase(
            reference: reference, timeline: restated, facets: facets, targets: targets, promised: promised,
            closing: closing)
    }
}
