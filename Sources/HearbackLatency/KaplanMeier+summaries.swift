/// A time by which a share had ended, with its interval; nil means "not reached", never zero or unknown.
package struct Quantile: Hashable, Sendable {
    package let time: Int64?
    package let lower: Int64?
    package let upper: Int64?

    package init(time: Int64?, lower: Int64?, upper: Int64?) {
        (self.time, self.lower, self.upper) = (time, lower, upper)
    }

    /// Products of fractions miss the exact share by rounding; 1e-12 is far below 1/n for any n that is counted here.
    static let tolerance = 1e-12
}

/// The mean of min(wait, horizon).
package struct RestrictedMean: Hashable, Sendable {
    package let horizon: Int64
    package let mean: Double
    package let standardError: Double
}

extension KaplanMeier {
    /// The smallest t with S(t) <= 1 - p, and the same of the lower and the upper band for the interval (Brookmeyer
    /// and Crowley 1982); a band that is not defined never counts. `share` is p, between 0 and 1.
    ///
    /// Where S equals 1 - p on a whole interval, R reports its middle; here it is the first time, "by then at least
    /// this share had ended".
    package func quantile(_ share: Double) -> Quantile {
        quantiles([share])[0]
    }

    /// Several quantiles in one pass: a band costs more than all the rest.
    package func quantiles(_ shares: [Double]) -> [Quantile] {
        let levels = shares.map { 1 - $0 + Quantile.tolerance }
        let open = [Int64?](repeating: nil, count: levels.count)
        var (times, lowers, uppers) = (open, open, open)
        for step in steps {
            let interval = step.interval
            for (place, level) in levels.enumerated() {
                if times[place] == nil, step.survival <= level { times[place] = step.time }
                guard let interval else { continue }
                if lowers[place] == nil, interval.lower <= level { lowers[place] = step.time }
                if uppers[place] == nil, interval.upper <= level { uppers[place] = step.time }
            }
            if !times.contains(nil), !lowers.contains(nil), !uppers.contains(nil) { break }
        }
        return levels.indices.map { Quantile(time: times[$0], lower: lowers[$0], upper: uppers[$0]) }
    }

    /// The restricted mean: the integral of S from 0 to the horizon, with SE = sqrt(sum over t_i <= horizon of
    /// A_i^2 d_i/(n_i (n_i - d_i))), A_i the integral of S from t_i to the horizon (Klein and Moeschberger 2003,
    /// section 4.5). nil when the horizon is not positive or beyond the longest time seen.
    ///
    /// `value` is what a time measures when it is only a key, as with `DecimalTime`.
    package func restrictedMean(to horizon: Int64, value: (Int64) -> Double = { Double($0) }) -> RestrictedMean? {
        guard horizon > 0, let longest, horizon <= longest else { return nil }
        let relevant = steps.prefix { $0.time <= horizon }
        var (area, variance, end) = (0.0, 0.0, horizon)
        for step in relevant.reversed() {
            area += step.survival * (value(end) - value(step.time))
            end = step.time
            let (present, ended) = (Double(step.atRisk), Double(step.events))
            if ended < present { variance += area * area * ended / (present * (present - ended)) }
        }
        return RestrictedMean(horizon: horizon, mean: area + value(end), standardError: variance.squareRoot())
    }
}
