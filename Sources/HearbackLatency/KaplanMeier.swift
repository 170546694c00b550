/// The share still waiting over time (Kaplan and Meier 1958): S(t) = product over t_i <= t of (1 - d_i/n_i), with
/// Greenwood's variance (1926) G(t) = sum of d_i/(n_i (n_i - d_i)), SE = S sqrt(G).
///
/// With delayed entry the product is over who is at risk, so the curve holds on condition of having waited until the
/// first entry; early risk sets may be very small, and S stays 0 once a risk set was emptied.
package struct KaplanMeier: Hashable, Sendable {
    package struct Step: Hashable, Sendable {
        package let time: Int64
        package let atRisk: Int
        package let events: Int
        /// S at `time` and until the next step.
        package let survival: Double
        /// nil once S is 0, where the variance is not defined.
        package let standardError: Double?

        /// log(-log); nil where S is 0 or 1.
        package var interval: Interval? {
            standardError.flatMap { .logLog(survival, standardError: $0) }
        }
    }

    /// The times at which S falls, or at which events happen after it reached 0.
    package let steps: [Step]
    /// The longest time that anybody was seen; nil when nobody was.
    package let longest: Int64?

    /// `causes`: what counts as the event; nil for every cause. Other causes are censored, which answers "how long is
    /// the wait while nothing else ends it", never "which share has it happened to": that is `AalenJohansen`.
    package init(_ sets: RiskSets, causes: Set<UInt8>? = nil) {
        let events = sets.events(of: causes)
        var steps: [Step] = []
        var survival = 1.0
        var greenwood: Double? = 0
        for index in sets.times.indices where events[index] > 0 {
            let (present, ended) = (Double(sets.atRisk[index]), Double(events[index]))
            if ended < present {
                survival *= (present - ended) / present
                greenwood = greenwood.map { $0 + ended / (present * (present - ended)) }
            } else {
                (survival, greenwood) = (0, nil)
            }
            steps.append(
                Step(
                    time: sets.times[index], atRisk: sets.atRisk[index], events: events[index], survival: survival,
                    standardError: greenwood.map { survival * $0.squareRoot() }))
        }
        (self.steps, longest) = (steps, sets.longest)
    }

    /// The step in force at a time; nil before the first event, where S is 1.
    package func step(at time: Int64) -> Step? {
        steps.lastPlace { $0.time <= time }.map { steps[$0] }
    }

    /// S at a time.
    package func survival(at time: Int64) -> Double {
        step(at: time)?.survival ?? 1
    }
}

extension Collection where Index == Int {
    /// The last place at which an ordered condition holds, by bisection.
    func lastPlace(where condition: (Element) -> Bool) -> Int? {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if condition(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low == startIndex ? nil : low - 1
    }
}
