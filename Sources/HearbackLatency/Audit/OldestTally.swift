import HearbackCore
import HearbackTime

/// The twenty that have waited longest for a decision.
struct OldestTally: Sendable {
    static let limit = 20
    private(set) var rows: [AuditOldest] = []

    mutating func add(_ seen: SeenCase, _ wait: ClockObservation, due: CivilDate?, _ scope: AuditScope) {
        if rows.count == Self.limit, let last = rows.last, !Self.precedes(seen, last) { return }
        let overdue = due.map { scope.today.days(since: $0) }
        let row = AuditOldest(
            reference: seen.record.reference, bill: seen.record.facets[.bill], received: seen.known.received,
            ageSeconds: wait.stop.wholeMilliseconds(since: wait.start) / 1_000, due: due,
            daysOverdue: overdue.flatMap { $0 > 0 ? $0 : nil }, lastHeard: seen.known.lastHeard, stage: seen.stage)
        let place = rows.firstIndex { Self.precedes(seen, $0) } ?? rows.count
        rows.insert(row, at: place)
        if rows.count > Self.limit { rows.removeLast() }
    }

    private static func precedes(_ seen: SeenCase, _ row: AuditOldest) -> Bool {
        (seen.known.received, seen.record.reference) < (row.received, row.reference)
    }
}

/// How far the records can be relied on.
struct EvidenceTally: Sendable {
    var observed = 0, imported = 0, clarified = 0, appealed = 0, outOfOrder = 0, comments = 0
    /// Seconds between happening and writing down, of what was written down later.
    var lags: [Int64: Int] = [:]
    var kinds: [EvidenceKind: AuditEvidence.Kind] = [:]

    mutating func add(_ seen: SeenCase) {
        comments += 1
        let known = seen.record.timeline
        if known.entered > known.received { imported += 1 } else { observed += 1 }
        if seen.known.first(where: { $0.kind == .clarificationAsked }) != nil { clarified += 1 }
        if seen.known.first(where: { $0.kind == .appealed }) != nil { appealed += 1 }
        for event in seen.known.events {
            if event.occurred < known.received { outOfOrder += 1 }
            let lag = event.recorded.milliseconds(since: event.occurred) / 1_000
            if lag > 0 { lags[lag, default: 0] += 1 }
            if let kind = event.evidence { count(kind, isLate: lag > 0) }
        }
    }

    private mutating func count(_ kind: EvidenceKind, isLate: Bool) {
        var row = kinds[kind] ?? .init(kind: kind, count: 0, verified: 0, later: 0)
        row.count += 1
        if isLate { row.later += 1 } else if kind == .messages { row.verified += 1 }
        kinds[kind] = row
    }
}

extension CommentTimeline.Event {
    fileprivate var evidence: EvidenceKind? {
        switch kind {
        case .notified: .messages
        case .published, .rejected, .unpublished, .decisionUndone: .decisions
        case .answered, .answerAmended: .answers
        case .outcomeRecorded: .outcomes
        case .received, .claimed, .released, .clarificationAsked, .clarificationReceived, .clarificationExpired, .appealed,
            .withdrawn, .lapsed, .flagged, .noteAdded, .redacted, .erased, .targetMissed, .dueReckoned, .originalRead:
            nil
        }
    }
}
