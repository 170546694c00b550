import HearbackCore
import HearbackTime

/// An earlier report counted twice: as it was known when it was made, and as it is known at the present report's instant.
struct RestatementTally: Sendable {
    private let scope: AuditScope
    private let knownAt: Instant
    private var before = AuditTally()
    private var now = AuditTally()
    private var oldestBefore = OldestTally()
    private var oldestNow = OldestTally()
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
        if timeline.entered > asOf { lateComments += 1 } else { lateEvents += late }
        let then = seen(record, &reckoner)
        if let then { Self.count(then, scope, &reckoner, into: &before, &oldestBefore) }
        // Most comments are known as they were.
        let isChanged = late > 0 || timeline.entered > asOf
        let today = isChanged ? seen(record.hindsight(of: asOf, from: knownAt), &reckoner) : then
        if let today { Self.count(today, scope, &reckoner, into: &now, &oldestNow) }
    }

    /// nil where the comment is not one of the earlier report's.
    private func seen(_ record: AuditCase, _ reckoner: inout DueReckoner) -> SeenCase? {
        guard var seen = SeenCase(record, scope), seen.joins(scope, &reckoner) else { return nil }
        return seen
    }

    private static func count(
        _ seen: SeenCase, _ scope: AuditScope, _ reckoner: inout DueReckoner, into tally: inout AuditTally,
        _ oldest: inout OldestTally
    ) {
        tally.add(seen, scope, &reckoner)
        if seen.decisionEnd == nil, let wait = seen[.decision] { oldest.add(seen, wait, due: nil, scope) }
    }

    /// nil where there was nothing to report on, then or now.
    func restatements() -> AuditRestatements? {
        guard before.received > 0 || now.received > 0 else { return nil }
        let (then, since) = (figures(before, oldestBefore), figures(now, oldestNow))
        let rows = RestatedFigure.allCases.compactMap { figure -> AuditRestatements.Row? in
            guard then[figure] != since[figure] else { return nil }
            return .init(figure: figure, before: then[figure], now: since[figure])
        }
        return AuditRestatements(asOf: scope.asOf, lateComments: lateComments, lateEvents: lateEvents, rows: rows)
    }

    private func figures(_ tally: AuditTally, _ oldest: OldestTally) -> [RestatedFigure: Int64] {
        let headline = AuditHeadline(tally, oldest.rows.first?.ageSeconds)
        let counts: [RestatedFigure: Int] = [
            .received: headline.received, .decided: headline.decided, .published: headline.published,
            .rejected: headline.rejected, .withdrawn: headline.withdrawn, .lapsed: headline.lapsed,
            .undecided: headline.undecided, .answered: tally.loop.answered, .heardNothing: tally.loop.heardNothing,
            .silentOverThirtyDays: tally.loop.silentOverThirtyDays,
            .onTime: tally.deadlines[.decision]?.onTime ?? 0, .inTimeToMatter: tally.inTime,
        ]
        var figures = counts.mapValues { Int64($0) }
        figures[.oldestUndecided] = headline.oldestUndecided
        figures[.medianDecision] = headline.medianDecision.seconds
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
