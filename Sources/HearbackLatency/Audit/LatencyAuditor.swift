import HearbackCore
import HearbackTime

/// Counts the comments of a report, one by one and in any order; memory grows with the distinct waits and days.
package struct LatencyAuditor: Sendable {
    package let scope: AuditScope
    private var reckoner: DueReckoner
    private(set) var total = AuditTally()
    private(set) var groups: [String: AuditTally] = [:]
    private(set) var flow = AuditFlow()
    private(set) var rates = RateTally()
    private(set) var oldest = OldestTally()
    private(set) var evidence = EvidenceTally()
    private(set) var days = DayTally()
    private(set) var restatements: RestatementTally?

    package init(_ scope: AuditScope) {
        self.scope = scope
        restatements = scope.earlier.map { RestatementTally($0, in: scope) }
        reckoner = DueReckoner(scope)
    }

    /// Counts one comment; one that was not yet known is left out. Flow and rates are of all, the rest of the population.
    package mutating func add(_ record: AuditCase) {
        restatements?.add(record, &reckoner)
        guard var seen = SeenCase(record, scope) else { return }
        flow.add(seen.known, scope)
        rates.add(seen, scope)
        guard seen.joins(scope, &reckoner) else { return }
        total.add(seen, scope, &reckoner)
        if let facet = scope.by, let value = seen.facet(facet) {
            groups[value, default: AuditTally()].add(seen, scope, &reckoner)
        }
        evidence.add(seen)
        days.add(seen, scope)
        if seen.decisionEnd == nil, let wait = seen[.decision] {
            oldest.add(seen, wait, due: reckoner.due(seen, .decision)?.date, scope)
        }
    }
}

/// Decisions and waiting time within the window, by age.
struct RateTally: Sendable {
    var decisions = Array(repeating: 0, count: AgeTally.bands.count)
    /// Milliseconds of waiting.
    var exposure = Array(repeating: Int64(0), count: AgeTally.bands.count)

    mutating func add(_ seen: SeenCase, _ scope: AuditScope) {
        guard let wait = seen[.decision] else { return }
        let begin = max(wait.entry, scope.from ?? wait.entry)
        let end = min(wait.stop, scope.end)
        guard begin < end else { return }
        var age = begin.milliseconds(since: wait.start)
        let last = end.milliseconds(since: wait.start)
        while age < last {
            let band = AgeTally.band(age)
            let limit = AgeTally.bands[band].through.map { Int64($0 + 1) * AgeTally.day } ?? .max
            exposure[band] += min(limit, last) - age
            age = min(limit, last)
        }
        if wait.status == .event, wait.stop <= scope.end { decisions[AgeTally.band(wait.duration)] += 1 }
    }
}

extension AuditFlow {
    /// Walks one comment through the window.
    mutating func add(_ known: CommentTimeline, _ scope: AuditScope) {
        let from = scope.from ?? Instant(milliseconds: .min)
        guard scope.isBeforeEnd(known.received) else { return }
        var waits = true
        if known.received >= from { received += 1 }
        var wasOpening = known.received < from
        for event in known.events where scope.isBeforeEnd(event.occurred) {
            if wasOpening, event.occurred >= from {
                if waits { opening += 1 }
                wasOpening = false
            }
            let isInside = event.occurred >= from
            switch event.kind {
            case .published where waits: leave(&waits, isInside, \.published)
            case .rejected where waits: leave(&waits, isInside, \.rejected)
            case .withdrawn where waits: leave(&waits, isInside, \.withdrawn)
            case .lapsed where waits: leave(&waits, isInside, \.lapsed)
            case .appealed where !waits:
                waits = true
                if isInside { reopened += 1 }
            default: break
            }
        }
        if wasOpening, waits { opening += 1 }
        if waits { closing += 1 }
    }

    private mutating func leave(_ waits: inout Bool, _ isInside: Bool, _ count: WritableKeyPath<AuditFlow, Int>) {
        waits = false
        if isInside { self[keyPath: count] += 1 }
    }
}
