import HearbackLatency
import Testing

@Suite("Survival estimators against R and lifelines")
struct SurvivalVectorTests {
    static let names = [
        "km_freireich_6mp", "km_all_events_even", "km_all_censored", "km_median_not_reached", "km_single",
        "km_feedback_loop", "km_censored_before_first_event", "km_left_truncated",
    ]

    @Test("no vector is left out")
    func complete() throws {
        #expect(Set(try SurvivalVectors.load().curves.keys) == Set(Self.names))
    }

    @Test("Kaplan-Meier, Greenwood, bands and numbers at risk", arguments: names)
    func kaplanMeier(name: String) throws {
        let vector = try #require(try SurvivalVectors.load().curves[name])
        let sets = vector.input.table.riskSets()
        let curve = KaplanMeier(sets)
        #expect(sets.times == vector.curve.map(\.t))
        #expect(sets.atRisk == vector.curve.map(\.n))
        #expect(sets.censored == vector.curve.map(\.c))
        #expect(sets.events == vector.curve.map { $0.d ?? -1 })
        for row in vector.curve {
            let step = curve.step(at: row.t)
            #expect(close(curve.survival(at: row.t), row.S), "S(\(row.t))")
            #expect(close(step.map { $0.standardError } ?? 0, row.se), "SE(\(row.t))")
            #expect(close(step?.interval?.lower, row.lo), "lower(\(row.t))")
            #expect(close(step?.interval?.upper, row.hi), "upper(\(row.t))")
        }
    }

    @Test("quantiles with intervals; not reached is nil", arguments: names)
    func quantiles(name: String) throws {
        let vector = try #require(try SurvivalVectors.load().curves[name])
        let curve = KaplanMeier(vector.input.table.riskSets())
        let expected = try #require(vector.quantiles)
        #expect(expected.count == 4)
        for (share, quantile) in expected {
            let found = curve.quantile(try #require(Double(share)))
            #expect(found == Quantile(time: quantile.t, lower: quantile.lo, upper: quantile.hi), "p = \(share)")
        }
    }

    @Test("restricted means with R's standard error", arguments: names.filter { $0 != "km_left_truncated" })
    func restrictedMean(name: String) throws {
        let vector = try #require(try SurvivalVectors.load().curves[name])
        let expected = try #require(vector.rmst)
        let found = try #require(KaplanMeier(vector.input.table.riskSets()).restrictedMean(to: expected.tau))
        #expect(close(found.mean, expected.value) && close(found.standardError, expected.se))
    }

    @Test("Aalen-Johansen with ties between causes")
    func aalenJohansen() throws {
        let vector = try SurvivalVectors.load().ties
        let sets = vector.input.table.riskSets()
        let found = AalenJohansen(sets)
        #expect(sets.times == vector.curve.map(\.t))
        #expect(sets.atRisk == vector.curve.map(\.n))
        for row in vector.curve {
            let causes = try #require(row.causes)
            #expect(causes.count == 4)
            for (name, cause) in causes {
                let point = found.point(of: try #require(UInt8(name)) - 1, at: row.t)
                #expect(close(point.incidence, cause.F), "F\(name)(\(row.t))")
                #expect(close(point.variance, cause.var), "Var F\(name)(\(row.t))")
                #expect(close(point.standardError, cause.se), "SE F\(name)(\(row.t))")
                #expect(close(point.interval?.lower, cause.lo) && close(point.interval?.upper, cause.hi))
            }
            #expect(close(KaplanMeier(sets).survival(at: row.t), row.S))
        }
        #expect(close(found.point(of: 0, at: 12).incidence, 469.0 / 1_152))
        #expect(close(found.point(of: 1, at: 12).incidence, 241.0 / 1_152))
        #expect(close(found.point(of: 2, at: 12).incidence, 13.0 / 192))
        #expect(close(found.point(of: 3, at: 12).incidence, 91.0 / 1_152))
    }

    @Test("1 - KM per cause is the wrong figure that Aalen-Johansen replaces")
    func naive() throws {
        let vectors = try SurvivalVectors.load()
        let sets = vectors.ties.input.table.riskSets()
        let curve = KaplanMeier(sets, causes: [0])
        for (time, wrong) in vectors.naive.oneMinusKM {
            #expect(close(1 - curve.survival(at: try #require(Int64(time))), wrong))
        }
        #expect(AalenJohansen(sets).point(of: 0, at: 7).incidence < 1 - curve.survival(at: 7))
    }

    @Test("Wilson intervals")
    func wilson() throws {
        let rows = try SurvivalVectors.load().wilson
        #expect(rows.count == 10)
        for row in rows {
            let interval = try #require(Interval.wilson(row.k, of: row.n))
            #expect(close(interval.lower, row.lo) && close(interval.upper, row.hi), "\(row.k) of \(row.n)")
        }
        #expect(Interval.wilson(0, of: 0) == nil)
        #expect(Interval.wilson(3, of: 2) == nil)
        #expect(Interval.wilson(-1, of: 2) == nil)
    }
}
