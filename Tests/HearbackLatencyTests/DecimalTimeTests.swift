import HearbackLatency
import HearbackTestSupport
import Testing

@Suite("Decimal times")
struct DecimalTimeTests {
    @Test("keep their order and their value", arguments: [UInt64(3), 0xD0_5E])
    func order(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let times: [Double] = [
                Double(Int.random(in: 0...1_000, using: &random)) / 10, Double.random(in: 0...1e9, using: &random),
                Double.leastNonzeroMagnitude, Double.greatestFiniteMagnitude, 0,
            ]
            let keys = times.compactMap(DecimalTime.key)
            #expect(keys.map(DecimalTime.time) == times && keys.allSatisfy { $0 >= 0 })
            for (one, key) in zip(times, keys) {
                for (other, otherKey) in zip(times, keys) { #expect((key < otherKey) == (one < other)) }
            }
        }
    }

    @Test("are not below zero, infinite or no number; the negative zero is zero")
    func refused() {
        for time in [-1, -Double.leastNonzeroMagnitude, .infinity, -.infinity, .nan] { #expect(DecimalTime.key(of: time) == nil) }
        #expect(DecimalTime.key(of: -0.0) == 0)
    }

    @Test("give the curve of the same times as whole numbers, and a mean in their unit", arguments: [UInt64(8), 0xF00D])
    func scaled(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var (whole, decimal) = (SurvivalTable(), SurvivalTable())
        for _ in 0..<300 {
            let (entry, wait) = (Int64.random(in: 0...20, using: &random), Int64.random(in: 1...60, using: &random))
            let cause: UInt8? = Bool.random(using: &random) ? 0 : nil
            whole.add(entry: entry, exit: entry + wait, cause: cause)
            let key = { (time: Int64) in DecimalTime.key(of: Double(time) / 4) ?? -1 }
            decimal.add(entry: key(entry), exit: key(entry + wait), cause: cause)
        }
        let (one, other) = (KaplanMeier(whole.riskSets()), KaplanMeier(decimal.riskSets()))
        #expect(one.steps.map(\.survival) == other.steps.map(\.survival))
        #expect(one.steps.map { Double($0.time) / 4 } == other.steps.map { DecimalTime.time(of: $0.time) })
        let mean = try #require(one.restrictedMean(to: 40))
        let horizon = try #require(DecimalTime.key(of: 10))
        let scaled = try #require(other.restrictedMean(to: horizon, value: DecimalTime.time))
        #expect(close(mean.mean / 4, scaled.mean) && close(mean.standardError / 4, scaled.standardError))
    }

    @Test("make a table as large as there are distinct ones, however many waits are counted")
    func size() throws {
        var (small, large) = (SurvivalTable(), SurvivalTable())
        for count in 0..<100_000 {
            let key = try #require(DecimalTime.key(of: Double(count % 365) + 0.5))
            if count < 365 { small.add(exit: key, cause: count % 3 == 0 ? 0 : nil) }
            large.add(exit: key, cause: (count % 365) % 3 == 0 ? 0 : nil)
        }
        #expect(small.distinctTimes == 365 && large.distinctTimes == 365)
        #expect(large.count == 100_000)
        #expect(large.riskSets().times == small.riskSets().times)
    }
}
