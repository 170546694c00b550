import HearbackCore

extension AuditHeadline {
    init(_ tally: AuditTally, _ oldest: Int64?) {
        let wait = tally.gross[.decision] ?? .init()
        let sets = wait.table.riskSets()
        let incidence = AalenJohansen(sets)
        let end = { (end: DecisionEnd) in tally.ends[end] ?? 0 }
        let decided = end(.published) + end(.rejected)
        self.init(
            received: tally.received, decided: decided, published: end(.published), rejected: end(.rejected),
            withdrawn: end(.withdrawn), lapsed: end(.lapsed), undecided: wait.open,
            decidedShare: AuditShare(decided, of: tally.received),
            undecidedShare: AuditShare(wait.open, of: tally.received), unseen: wait.table.unobserved,
            oldestUndecided: oldest,
            medianDecision: AuditQuantile(milliseconds: sets.quantile(0.5)),
            decidedBy: AuditHorizon.rows([7, 15, 30, 60, 90], of: 0, in: incidence, longest: sets.longest),
            answered: AuditShare(tally.loop.answered, of: tally.received),
            heardNothing: AuditShare(tally.loop.heardNothing, of: tally.received),
            silentOverThirtyDays: AuditShare(tally.loop.silentOverThirtyDays, of: tally.received),
            inTimeToMatter: AuditShare(tally.inTime, of: tally.inTime + tally.tooLate),
            stillPossible: tally.stillPossible,
            withoutSpam: AuditWithoutSpam(tally), naive: AuditNaive(tally.decidedWaits, leftOut: tally.received - decided))
    }
}

extension AuditWithoutSpam {
    init?(_ tally: AuditTally) {
        let rest = tally.genuine
        let count = rest.events + rest.open + rest.competing.values.reduce(0, +)
        guard count < tally.received else { return nil }
        self.init(
            decided: AuditShare(rest.events, of: count),
            medianDecision: AuditQuantile(milliseconds: rest.table.riskSets().quantile(0.5)))
    }
}

extension AuditNaive {
    /// nil when nobody was decided. `waits`: how many by seconds.
    init?(_ waits: [Int64: Int], leftOut: Int) {
        let sorted = waits.sorted { $0.key < $1.key }
        let count = sorted.reduce(0) { $0 + $1.value }
        guard count > 0 else { return nil }
        let sum = sorted.reduce(0.0) { $0 + Double($1.key) * Double($1.value) }
        let low = sorted.value(at: (count - 1) / 2), high = sorted.value(at: count / 2)
        self.init(
            count: count, leftOut: leftOut, meanSeconds: sum / Double(count),
            medianSeconds: (Double(low) + Double(high)) / 2)
    }
}

extension Array where Element == (key: Int64, value: Int) {
    /// The value at a place of the sorted multiset; 0 of an empty one.
    func value(at place: Int) -> Int64 {
        var passed = 0
        for (key, count) in self {
            passed += count
            if place < passed { return key }
        }
        return last?.key ?? 0
    }
}

extension AuditHorizon {
    /// As far as anybody was seen.
    static func rows(_ days: [Int], of cause: UInt8, in incidence: AalenJohansen, longest: Int64?) -> [AuditHorizon] {
        guard let longest else { return [] }
        return days.filter { Int64($0) * AgeTally.day <= longest }.map { days in
            let point = incidence.point(of: cause, at: Int64(days) * AgeTally.day)
            return AuditHorizon(
                days: days, share: point.incidence, lower: point.interval?.lower, upper: point.interval?.upper)
        }
    }
}

extension AuditQuantile {
    /// Of a table in milliseconds of whole seconds.
    init(milliseconds quantile: Quantile) {
        (seconds, lower, upper) = (
            quantile.time.map { $0 / 1_000 }, quantile.lower.map { $0 / 1_000 }, quantile.upper.map { $0 / 1_000 }
        )
    }
}
