/// The curve at every time at which anybody left, whether the curve falls there or not.
package struct SurvivalCurve: Sequence {
    package struct Point: Hashable, Sendable {
        package let time: Int64
        package let atRisk: Int
        package let events: Int
        package let censored: Int
        package let survival: Double
        /// 0 while nothing happened; nil once S is 0.
        package let standardError: Double?
        /// nil where S is 0 or 1.
        package let interval: Interval?
    }

    private let sets: RiskSets
    private let curve: KaplanMeier

    /// `curve` is that of the same risk sets.
    package init(_ sets: RiskSets, _ curve: KaplanMeier) {
        (self.sets, self.curve) = (sets, curve)
    }

    package func makeIterator() -> AnyIterator<Point> {
        var (row, next) = (0, 0)
        var (survival, error, interval): (Double, Double?, Interval?) = (1, 0, nil)
        return AnyIterator {
            guard row < sets.times.count else { return nil }
            if next < curve.steps.count, curve.steps[next].time == sets.times[row] {
                let step = curve.steps[next]
                (survival, error, interval) = (step.survival, step.standardError, step.interval)
                next += 1
            }
            defer { row += 1 }
            return Point(
                time: sets.times[row], atRisk: sets.atRisk[row], events: sets.events[row], censored: sets.censored[row],
                survival: survival, standardError: error, interval: interval)
        }
    }
}
