/// F_j and its variance at one time after another, in constant work per time.
///
/// The variance is the three-term delta formula (Marubini and Valsecchi 1995; Collett 2015), which is what R's
/// multi-state `survfit` gives:
/// Var F_j(t) = sum (F(t)-F_i)^2 g_i + sum S_(i-1)^2 d_ji (n_i-d_ji)/n_i^3 - 2 sum (F(t)-F_i) S_(i-1) d_ji/n_i^2
/// with g_i = d_i/(n_i (n_i-d_i)), 0 when n_i = d_i. The sums that depend on F(t) are carried forward when F grows by
/// delta: (x+delta)^2 = x^2 + 2 delta x + delta^2. Every term is positive, so nothing cancels.
struct RunningIncidence {
    private(set) var incidence = 0.0
    /// Sums of g, (F-F_i) g and (F-F_i)^2 g.
    private var weight = 0.0, weightedGrowth = 0.0, weightedSquare = 0.0
    /// Sum of the second term.
    private var binomial = 0.0
    /// Sums of c_i = S d_ji/n^2 and (F-F_i) c_i.
    private var cross = 0.0, crossGrowth = 0.0

    var variance: Double { max(0, weightedSquare + binomial - 2 * crossGrowth) }

    mutating func advance(survivalBefore: Double, atRisk: Double, events: Double, ofCause: Double) {
        let growth = survivalBefore * ofCause / atRisk
        incidence += growth
        weightedSquare += 2 * growth * weightedGrowth + growth * growth * weight
        weightedGrowth += growth * weight
        crossGrowth += growth * cross
        if events < atRisk { weight += events / (atRisk * (atRisk - events)) }
        binomial += survivalBefore * survivalBefore * ofCause * (atRisk - ofCause) / (atRisk * atRisk * atRisk)
        cross += survivalBefore * ofCause / (atRisk * atRisk)
    }
}
