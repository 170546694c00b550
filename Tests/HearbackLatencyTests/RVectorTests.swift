import Foundation
import HearbackLatency
import HearbackTestSupport
import Testing

@Suite("Estimators beside R on tied decimal times")
struct RVectorTests {
    /// Tests/Fixtures/latency/r_survival.json.
    private struct Vectors: Decodable {
        struct Curve: Decodable {
            let t: [Double], at_risk: [Int], events: [Int], survival: [Double], se: [Double?], lower: [Double?], upper: [Double?]
        }
        struct Mean: Decodable { let tau: Double, value: Double, se: Double }
        struct Cause: Decodable { let incidence: [Double], se: [Double] }
        struct LogRank: Decodable { let chisq: Double, p: Double, observed: [Int], expected: [Double] }
        let time: [Double], cause: [UInt8], group: [String]
        let km: Curve, rmst: Mean, logrank: LogRank, tails: [Double]
        let incidence: [String: Value]

        enum Value: Decodable {
            case times([Double]), cause(Cause)
            init(from decoder: any Decoder) throws {
                do {
                    self = .cause(try Cause(from: decoder))
                } catch {
                    self = .times(try [Double](from: decoder))
                }
            }
        }

        var table: SurvivalTable { table(where: { _ in true }) }

        func table(where condition: (String) -> Bool) -> SurvivalTable {
            time.indices.reduce(into: SurvivalTable()) { table, index in
                guard condition(group[index]) else { return }
                table.add(
                    exit: DecimalTime.key(of: time[index]) ?? -1, cause: cause[index] == 0 ? nil : cause[index] - 1)
            }
        }
    }

    private static func load() throws -> Vectors {
        try JSONDecoder().decode(Vectors.self, from: Project.contents("Tests/Fixtures/latency/r_survival.json"))
    }

    @Test("Kaplan-Meier at every time, with its intervals and the restricted mean")
    func kaplanMeier() throws {
        let vectors = try Self.load()
        let sets = vectors.table.riskSets()
        let curve = KaplanMeier(sets)
        let points = Array(SurvivalCurve(sets, curve))
        #expect(points.map { DecimalTime.time(of: $0.time) } == vectors.km.t)
        #expect(points.map(\.atRisk) == vectors.km.at_risk && points.map(\.events) == vectors.km.events)
        for (index, point) in points.enumerated() {
            #expect(close(point.survival, vectors.km.survival[index]))
            #expect(close(point.standardError, vectors.km.se[index]))
            #expect(close(point.interval?.lower, vectors.km.lower[index]))
            #expect(close(point.interval?.upper, vectors.km.upper[index]))
        }
        let tau = try #require(DecimalTime.key(of: vectors.rmst.tau))
        let mean = try #require(curve.restrictedMean(to: tau, value: DecimalTime.time))
        #expect(close(mean.mean, vectors.rmst.value) && close(mean.standardError, vectors.rmst.se))
    }

    @Test("Aalen-Johansen where causes share a time, with its standard error")
    func aalenJohansen() throws {
        let vectors = try Self.load()
        guard case .times(let times) = vectors.incidence["t"] else { throw FixtureError("no times") }
        let found = AalenJohansen(vectors.table.riskSets())
        for (index, time) in times.enumerated() {
            let key = try #require(DecimalTime.key(of: time))
            for cause in UInt8(0)...2 {
                guard case .cause(let expected) = vectors.incidence["\(cause + 1)"] else { throw FixtureError("no cause") }
                let point = found.point(of: cause, at: key)
                #expect(close(point.incidence, expected.incidence[index]))
                #expect(close(point.standardError, expected.se[index]))
            }
        }
    }

    @Test("The log-rank test of four groups")
    func logRank() throws {
        let vectors = try Self.load()
        let test = try #require(
            GroupLogRank(["ar", "es", "fr", "zgh"].map { name in vectors.table(where: { $0 == name }) }))
        #expect(test.observed == vectors.logrank.observed && test.degreesOfFreedom == 3)
        for (one, other) in zip(test.expected, vectors.logrank.expected) { #expect(close(one, other)) }
        #expect(close(test.chiSquared, vectors.logrank.chisq) && close(test.probability, vectors.logrank.p))
    }

    @Test("The upper tail of chi-squared is R's pchisq")
    func tails() throws {
        let expected = try Self.load().tails
        let cases = [(3.3, 1), (3.3, 2), (12.5, 5), (60, 30), (0.2, 7), (0, 3)]
        for ((x, degrees), tail) in zip(cases, expected) {
            #expect(close(GroupLogRank.upperTail(x, degreesOfFreedom: degrees), tail, 1e-12))
        }
    }

    @Test("Of two groups the test is the two-sample one; of one, or of one without events at its side, there is none")
    func twoGroups() throws {
        let vectors = try Self.load()
        let (one, other) = (vectors.table(where: { $0 == "ar" }), vectors.table(where: { $0 != "ar" }))
        let (many, two) = (try #require(GroupLogRank([one, other])), try #require(LogRank(one, other)))
        #expect(close(many.chiSquared, two.chiSquared) && close(many.probability, two.probability))
        #expect(close(many.expected[0], two.expected) && many.observed[0] == two.observed)
        #expect(GroupLogRank([]) == nil && GroupLogRank([one]) == nil && GroupLogRank([one, SurvivalTable()]) == nil)
        // A group that nobody ever was at risk in is left out of the comparison, as in R.
        #expect(GroupLogRank([one, SurvivalTable(), other])?.degreesOfFreedom == 1)
    }
}
