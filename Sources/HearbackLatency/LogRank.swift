#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whether two groups wait equally long (Mantel 1966; Peto and Peto 1972; R's `survdiff`).
///
/// With d events among n at risk, n_1 of them in the first group, that group expects d n_1/n at each time, with the
/// hypergeometric variance d n_1 n_2 (n-d) / (n^2 (n-1)).
package struct LogRank: Hashable, Sendable {
    package let observed: Int
    /// Of the first group, if both waited alike.
    package let expected: Double
    /// One degree of freedom.
    package let chiSquared: Double
    /// Two-sided: the upper tail of chi-squared, erfc(sqrt(chi2/2)).
    package let probability: Double

    /// `causes`: what counts as the event; nil for every cause. nil when nothing can be compared: no event, or never
    /// both groups at risk together.
    package init?(_ first: SurvivalTable, _ second: SurvivalTable, causes: Set<UInt8>? = nil) {
        // Both over the times of either, so that each has its numbers at risk at the other's events.
        let one = first.riskSets(also: second.riskSets().times)
        let two = second.riskSets(also: first.riskSets().times)
        let (mine, theirs) = (one.events(of: causes), two.events(of: causes))
        var (observed, expected, variance) = (0, 0.0, 0.0)
        for index in one.times.indices where mine[index] + theirs[index] > 0 {
            let (ended, here) = (Double(mine[index] + theirs[index]), Double(one.atRisk[index]))
            let (there, all) = (Double(two.atRisk[index]), Double(one.atRisk[index] + two.atRisk[index]))
            observed += mine[index]
            expected += ended * here / all
            if all > 1 { variance += ended * here * there * (all - ended) / (all * all * (all - 1)) }
        }
        guard variance > 0 else { return nil }
        let difference = Double(observed) - expected
        (self.observed, self.expected) = (observed, expected)
        chiSquared = difference * difference / variance
        probability = erfc((chiSquared / 2).squareRoot())
    }
}
