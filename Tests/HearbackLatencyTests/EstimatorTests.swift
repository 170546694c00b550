import HearbackLatency
import Testing

@Suite("Survival estimators by hand")
struct EstimatorTests {
    private func table(_ rows: [(Int64, UInt8?)]) -> SurvivalTable {
        rows.reduce(into: SurvivalTable()) { $0.add(exit: $1.0, cause: $1.1) }
    }

    @Test("1, 2+, 3, 3, 5+, 7: S = 5/6, 5/6, 5/12, 5/12, 0 (R agrees)")
    func smallCurve() throws {
        let curve = KaplanMeier(table([(1, 0), (2, nil), (3, 0), (3, 0), (5, nil), (7, 0)]).riskSets())
        for (time, survival) in [(0, 1.0), (1, 5.0 / 6), (2, 5.0 / 6), (3, 5.0 / 12), (6, 5.0 / 12), (7, 0)] {
            #expect(close(curve.survival(at: Int64(time)), survival))
        }
        let interval = try #require(curve.step(at: 3)?.interval)
        #expect(close(interval.lower, 0.055992, 5e-7) && close(interval.upper, 0.766522, 5e-7))
        #expect(curve.quantile(0.5) == Quantile(time: 3, lower: 1, upper: nil))
        let mean = try #require(curve.restrictedMean(to: 6))
        #expect(close(mean.mean, 47.0 / 12) && close(mean.standardError, 0.821091, 5e-7))
    }

    @Test("a restricted mean beyond what anybody waited, or of nothing, is not given")
    func horizon() {
        let curve = KaplanMeier(table([(1, 0), (7, nil)]).riskSets())
        #expect(curve.restrictedMean(to: 7)?.mean == 4)
        #expect(curve.restrictedMean(to: 8) == nil)
        #expect(curve.restrictedMean(to: 0) == nil)
        #expect(KaplanMeier(SurvivalTable().riskSets()).restrictedMean(to: 1) == nil)
        #expect(KaplanMeier(SurvivalTable().riskSets()).quantile(0.5) == Quantile(time: nil, lower: nil, upper: nil))
    }

    @Test("events at time zero count, and who leaves at or before entry was never at risk")
    func zero() {
        var table = table([(0, 0), (0, nil), (4, 0)])
        table.add(entry: 2, exit: 2, cause: 0)
        table.add(entry: 5, exit: 3, cause: 0)
        table.add(entry: -5, exit: -1, cause: 0)
        #expect(table.unobserved == 3)
        #expect(table.count == 3)
        let sets = table.riskSets()
        #expect(sets.times == [0, 4] && sets.atRisk == [3, 1] && sets.events == [1, 1])
    }

    @Test("an entrant at t is not at risk at t")
    func entryTie() {
        var table = table([(5, 0), (9, nil)])
        table.add(entry: 5, exit: 8, cause: 0)
        let sets = table.riskSets()
        #expect(sets.times == [5, 8, 9] && sets.atRisk == [2, 2, 1])
    }

    @Test("Byar's limits are near the exact Poisson limits of Garwood")
    func byar() throws {
        // Garwood (1936): chi-squared quantiles, from scipy.stats.chi2.ppf.
        let exact = [(1, 0.025317808, 5.571643391), (10, 4.795388696, 18.390356042), (100, 81.363991251, 121.626793792)]
        for (events, lower, upper) in exact {
            let interval = try #require(Interval.byar(events: events, exposure: 1))
            #expect(abs(interval.lower - lower) < 0.02 && abs(interval.upper - upper) < 0.06, "\(events)")
        }
        let none = try #require(Interval.byar(events: 0, exposure: 50))
        #expect(none.lower == 0)
        #expect(close(none.upper * 50, 3.689, 0.05))
        #expect(Interval.byar(events: 3, exposure: 0) == nil)
        #expect(Interval.byar(events: -1, exposure: 1) == nil)
    }

    @Test("log-rank on Freireich's two arms: chi-squared 16.792941, p 4.1688e-05 (R survdiff)")
    func logRank() throws {
        let arm = try #require(try SurvivalVectors.load().curves["km_freireich_6mp"]).input.table
        let control = table(
            [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map { (Int64($0), UInt8(0)) })
        let test = try #require(LogRank(arm, control))
        #expect(test.observed == 9)
        #expect(close(test.expected, 19.2505, 5e-5))
        #expect(close(test.chiSquared, 16.792941, 5e-7))
        #expect(close(test.probability, 4.1688e-05, 5e-10))
        let mirrored = try #require(LogRank(control, arm))
        #expect(close(mirrored.chiSquared, test.chiSquared))
        #expect(LogRank(arm, SurvivalTable()) == nil)
        let same = try #require(LogRank(arm, arm))
        #expect(close(same.chiSquared, 0) && close(same.probability, 1))
    }

    @Test("Aalen-Johansen's quantile is Kaplan-Meier's when nothing competes, and later or never when something does")
    func incidenceQuantile() {
        let alone = table([(1, 0), (2, 0), (3, 0), (4, 0)]).riskSets()
        #expect(AalenJohansen(alone).quantile(0.5, of: 0) == KaplanMeier(alone).quantile(0.5))
        let competing = table([(1, 0), (2, 1), (3, 1), (4, 1)]).riskSets()
        #expect(AalenJohansen(competing).quantile(0.5, of: 0).time == nil)
        #expect(AalenJohansen(competing).quantile(0.75, of: 1).time == 4)
        #expect(AalenJohansen(competing).quantile(0.75, of: 9).time == nil)
    }
}
