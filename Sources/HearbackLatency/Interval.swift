#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A two-sided confidence interval.
package struct Interval: Hashable, Sendable {
    package let lower: Double
    package let upper: Double

    package init(lower: Double, upper: Double) {
        (self.lower, self.upper) = (lower, upper)
    }

    /// The standard normal quantile for a coverage (not an alpha) of 95 %: qnorm(0.975).
    package static let z95 = 1.959963984540054

    /// The log(-log) interval of a probability (Kalbfleisch and Prentice 1980, section 1.4): with
    /// k = z SE / (p |ln p|) it is p^exp(k) to p^exp(-k). nil when p is 0 or 1, as in R's `survfit`.
    package static func logLog(_ probability: Double, standardError: Double, z: Double = z95) -> Interval? {
        guard probability > 0, probability < 1, standardError.isFinite else { return nil }
        let width = z * standardError / (probability * -log(probability))
        return Interval(lower: pow(probability, exp(width)), upper: pow(probability, exp(-width)))
    }

    /// The score interval of a share (Wilson 1927), without continuity correction; nil when nothing was counted
    /// or `count` is not within 0 and `total`.
    package static func wilson(_ count: Int, of total: Int, z: Double = z95) -> Interval? {
        guard total > 0, (0...total).contains(count) else { return nil }
        let (share, size, square) = (Double(count) / Double(total), Double(total), z * z)
        let centre = share + square / (2 * size)
        let spread = z * (share * (1 - share) / size + square / (4 * size * size)).squareRoot()
        let scale = 1 + square / size
        // At the ends the formula gives 0 and 1 up to rounding.
        return Interval(
            lower: count == 0 ? 0 : (centre - spread) / scale,
            upper: count == total ? 1 : (centre + spread) / scale)
    }

    /// The interval of an occurrence/exposure rate, events per unit of exposure, by Byar's approximation to the
    /// Poisson limits (Rothman and Boice 1979; Breslow and Day 1987, p. 69). nil without exposure.
    package static func byar(events: Int, exposure: Double, z: Double = z95) -> Interval? {
        guard exposure > 0, exposure.isFinite, events >= 0 else { return nil }
        let (low, high) = (Double(events), Double(events) + 1)
        let lowRoot = 1 - 1 / (9 * low) - z / (3 * low.squareRoot())
        let highRoot = 1 - 1 / (9 * high) + z / (3 * high.squareRoot())
        return Interval(
            lower: events == 0 ? 0 : max(0, low * lowRoot * lowRoot * lowRoot / exposure),
            upper: high * highRoot * highRoot * highRoot / exposure)
    }
}
