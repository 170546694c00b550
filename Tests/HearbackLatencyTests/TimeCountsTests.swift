import HearbackTestSupport
import Testing

@testable import HearbackLatency

@Suite("Counts by time")
struct TimeCountsTests {
    @Test("are those of a dictionary, whatever the order and however they are put together", arguments: [UInt64(1), 0xBEEF], [9, 3_000, 1_000_000])
    func counts(seed: UInt64, range: Int64) {
        var random = SplitMix64(seed: seed)
        let times = (0..<20_000).map { _ in Int64.random(in: 0..<range, using: &random) }
        var expected: [Int64: Int] = [:]
        var (all, odd, even) = (TimeCounts(), TimeCounts(), TimeCounts())
        for (place, time) in times.enumerated() {
            expected[time, default: 0] += 1
            all.add(time)
            if place % 3 == 0 { odd.add(time) } else { even.add(time) }
        }
        #expect(all.total == 20_000 && all.distinct == expected.count)
        #expect(all.sorted.map(\.time) == expected.keys.sorted(), "seed \(seed)")
        #expect(all.sorted.allSatisfy { expected[$0.time] == $0.count }, "seed \(seed)")
        odd.add(even)
        #expect(odd == all && odd.hashValue == all.hashValue)
        var shuffled = TimeCounts()
        for time in times.shuffled(using: &random) { shuffled.add(time) }
        #expect(shuffled == all)
        shuffled.add(0)
        #expect(shuffled != all && shuffled.total == 20_001)
    }

    @Test("of nothing are empty, and of one are one")
    func few() {
        var counts = TimeCounts()
        #expect(counts.sorted.isEmpty && counts.total == 0 && counts.distinct == 0)
        counts.add(TimeCounts())
        counts.add(7)
        #expect(counts.sorted.map(\.time) == [7] && counts.sorted.map(\.count) == [1])
    }
}
