/// How often values were at most so large: two atomic additions for each.
package final class Histogram: Sendable {
    /// How many make one in the unit that is exposed: nanoseconds become seconds.
    private let perUnit: Double
    /// Upper bounds, ascending.
    private let bounds: [Int]
    /// One for each bound, and one for what is beyond the last.
    private let buckets: [Counter]
    private let sum = Counter()

    private init(bounds: [Int], perUnit: Double) {
        (self.bounds, self.perUnit) = (bounds, perUnit)
        buckets = (0...bounds.count).map { _ in Counter() }
    }

    /// Of whole numbers.
    package static func counts(_ bounds: [Int]) -> Histogram { Histogram(bounds: bounds, perUnit: 1) }

    /// Of durations.
    ///
    /// - Parameter microseconds: the bounds.
    package static func durations(_ microseconds: [Int]) -> Histogram {
        Histogram(bounds: microseconds.map { $0 * 1_000 }, perUnit: 1e9)
    }

    package func record(_ value: Int) {
        buckets[bounds.firstIndex { value <= $0 } ?? bounds.count].add()
        sum.add(value)
    }

    package func record(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        record(Int(clamping: seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
    }

    /// As of one moment, but for what is recorded while it is read: its count is that of its buckets.
    package var reading: Reading {
        var total = 0
        let cumulative = buckets.map { bucket in
            total += bucket.value
            return total
        }
        return Reading(bounds: bounds.map { Double($0) / perUnit }, cumulative: cumulative, sum: Double(sum.value) / perUnit)
    }

    package struct Reading: Hashable, Sendable {
        package let bounds: [Double]
        /// Of each bound, and of all.
        package let cumulative: [Int]
        package let sum: Double

        package var count: Int { cumulative.last ?? 0 }
    }
}

extension Histogram {
    /// From what a cached page takes to what a busy disk does: 0.5 ms to 10 s.
    package static func requests() -> Histogram {
        durations([500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000])
    }

    /// From a fast disk's commit to one that hangs: 0.1 ms to 10 s.
    package static func writes() -> Histogram {
        durations([100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 10_000_000])
    }
}
