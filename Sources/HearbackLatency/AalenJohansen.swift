/// The share that ended by each cause over time (Aalen and Johansen 1978): F_j(t) = sum over t_i <= t of
/// S(t_(i-1)) d_ji/n_i, where S is the Kaplan-Meier curve of all causes. The F_j and S add up to 1.
///
/// Unlike 1 - KM per cause it does not pretend that who was withdrawn could still be decided.
package struct AalenJohansen: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package let incidence: Double
        package let variance: Double

        package static let zero = Point(incidence: 0, variance: 0)

        package var standardError: Double { variance.squareRoot() }

        /// log(-log), on F; nil where F is 0 or 1.
        package var interval: Interval? {
            .logLog(incidence, standardError: standardError)
        }
    }

    /// Times with an event of any cause, ascending.
    package let times: [Int64]
    /// S at each time.
    package let survival: [Double]
    /// By cause, then by time.
    package let points: [[Point]]

    package init(_ sets: RiskSets) {
        let steps = sets.times.indices.filter { sets.events[$0] > 0 }
        times = steps.map { sets.times[$0] }
        var curve: [Double] = []
        var current = 1.0
        for index in steps {
            current *= Double(max(0, sets.atRisk[index] - sets.events[index])) / Double(sets.atRisk[index])
            curve.append(current)
        }
        survival = curve
        points = sets.eventsByCause.map { causeEvents in
            var running = RunningIncidence()
            var before = 1.0
            return steps.enumerated().map { place, index in
                running.advance(
                    survivalBefore: before, atRisk: Double(sets.atRisk[index]), events: Double(sets.events[index]),
                    ofCause: Double(causeEvents[index]))
                before = curve[place]
                return Point(incidence: running.incidence, variance: running.variance)
            }
        }
    }

    /// F of a cause at a time.
    package func point(of cause: UInt8, at time: Int64) -> Point {
        guard Int(cause) < points.count, let place = times.lastPlace(where: { $0 <= time }) else { return .zero }
        return points[Int(cause)][place]
    }

    /// The smallest t with F_j(t) >= p and the same of F's own bands: by then at least this share of all had ended by
    /// the cause. Not reached is common: who ends otherwise stays in the denominator. Where nothing competes the time
    /// is Kaplan-Meier's; the interval differs a little, since log(-log F) bands are no mirror of log(-log S) ones.
    package func quantile(_ share: Double, of cause: UInt8) -> Quantile {
        guard Int(cause) < points.count else { return Quantile(time: nil, lower: nil, upper: nil) }
        let level = share - Quantile.tolerance
        let column = points[Int(cause)]
        let first = { (condition: (Point) -> Bool) in column.firstIndex(where: condition).map { times[$0] } }
        return Quantile(
            time: first { $0.incidence >= level },
            lower: first { $0.interval.map { $0.upper >= level } ?? false },
            upper: first { $0.interval.map { $0.lower >= level } ?? false })
    }
}
