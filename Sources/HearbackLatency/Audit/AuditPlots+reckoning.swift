import HearbackCore

extension AuditPlots {
    private static let mostSteps = 240, leastAtRisk = 5, mostMarks = 6
    /// Seconds between marks, so that they fall on round figures: minutes, hours, days, years of 365 days.
    private static let markSteps: [Int64] =
        [1, 5, 15, 30].map { $0 * 60 } + [1, 2, 6, 12].map { $0 * 3_600 }
        + [1, 2, 5, 7, 10, 15, 30, 60, 90, 180, 365, 730, 1_825, 3_650].map { $0 * 86_400 }

    init(_ tally: AuditTally, _ days: DayTally) {
        let sets = (tally.gross[.decision] ?? .init()).table.riskSets()
        waiting = Self.waiting(sets)
        atRisk = Self.atRisk(sets, through: waiting.last?.seconds ?? 0)
        incidence = Self.incidence(AalenJohansen(tally.outcomes.riskSets()), through: waiting.last?.seconds ?? 0)
        backlog = days.all.points(most: DayTally.mostPoints)
        months = days.monthRows()
        bills = days.lines()
    }

    /// The last time of each of `mostSteps` even parts of the axis, so that no step is moved.
    private static func places(_ times: [Int64]) -> [Int] {
        guard let last = times.last, last > 0 else { return Array(times.indices) }
        let part = { (time: Int64) in time / max(1, last / Int64(mostSteps)) }
        return times.indices.filter { $0 == times.count - 1 || part(times[$0]) != part(times[$0 + 1]) }
    }

    private static func waiting(_ sets: RiskSets) -> [WaitingPoint] {
        let incidence = AalenJohansen(sets)
        // A small group is shown to its end: there is nothing else to show.
        let isSmall = (sets.atRisk.max() ?? 0) < leastAtRisk
        let seen = sets.times.indices.prefix { isSmall || sets.atRisk[$0] >= leastAtRisk }
        var points: [WaitingPoint] = [WaitingPoint(seconds: 0, share: 1, lower: nil, upper: nil, censored: 0)]
        var next = 0
        for place in places(sets.times.prefix(seen.count).map { $0 }) {
            let censored = sets.censored[next...place].reduce(0, +)
            next = place + 1
            let point = incidence.point(of: 0, at: sets.times[place])
            points.append(
                WaitingPoint(
                    seconds: sets.times[place] / 1_000, share: 1 - point.incidence,
                    lower: point.interval.map { 1 - $0.upper }, upper: point.interval.map { 1 - $0.lower },
                    censored: censored))
        }
        return points
    }

    private static func atRisk(_ sets: RiskSets, through end: Int64) -> [AtRisk] {
        guard end > 0 else { return [] }
        let step = markSteps.first { end / $0 <= mostMarks } ?? end
        return stride(from: 0, through: end, by: Int64.Stride(step)).map { seconds in
            let place = sets.times.firstIndex { $0 >= seconds * 1_000 }
            return AtRisk(seconds: seconds, count: place.map { sets.atRisk[$0] } ?? 0)
        }
    }

    private static func incidence(_ curve: AalenJohansen, through end: Int64) -> [IncidencePoint] {
        let times = curve.times.filter { $0 / 1_000 <= end }
        let points = places(times).map { place in
            let share = { (end: DecisionEnd) in curve.point(of: end.cause, at: times[place]).incidence }
            return IncidencePoint(
                seconds: times[place] / 1_000, published: share(.published), rejected: share(.rejected),
                withdrawn: share(.withdrawn), lapsed: share(.lapsed))
        }
        return [IncidencePoint(seconds: 0, published: 0, rejected: 0, withdrawn: 0, lapsed: 0)] + points
    }
}
