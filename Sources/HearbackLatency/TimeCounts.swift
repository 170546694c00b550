/// How often each time was counted, in the order of time.
///
/// What came last waits in a buffer and is sorted in from time to time: 16 bytes a distinct time and a quarter more for the
/// buffer, where a dictionary takes up to three times as much and misses the cache at each of a million comments.
struct TimeCounts: Sendable {
    private static let leastBuffer = 1_024
    /// Ascending, each once, with how often it was counted.
    private var times: [Int64] = []
    private var counts: [Int] = []
    private var recent: [Int64] = []

    mutating func add(_ time: Int64) {
        recent.append(time)
        if recent.count >= max(Self.leastBuffer, times.count / 4) { settle() }
    }

    mutating func add(_ other: TimeCounts) {
        for time in other.recent { add(time) }
        settle()
        merge(other.times, other.counts)
    }

    /// Ascending, each time once.
    var sorted: [(time: Int64, count: Int)] {
        let settled = settled
        return zip(settled.times, settled.counts).map { (time: $0, count: $1) }
    }

    /// How many different times there are.
    var distinct: Int { settled.times.count }

    /// How much was counted.
    var total: Int { counts.reduce(recent.count, +) }

    private var settled: TimeCounts {
        guard !recent.isEmpty else { return self }
        var copy = self
        copy.settle()
        return copy
    }

    private mutating func settle() {
        guard !recent.isEmpty else { return }
        recent.sort()
        var (newTimes, newCounts): ([Int64], [Int]) = ([], [])
        for time in recent {
            if time == newTimes.last {
                newCounts[newCounts.count - 1] += 1
            } else {
                newTimes.append(time)
                newCounts.append(1)
            }
        }
        recent.removeAll(keepingCapacity: true)
        merge(newTimes, newCounts)
    }

    private mutating func merge(_ otherTimes: [Int64], _ otherCounts: [Int]) {
        guard !times.isEmpty else { return (times, counts) = (otherTimes, otherCounts) }
        guard !otherTimes.isEmpty else { return }
        var (mergedTimes, mergedCounts): ([Int64], [Int]) = ([], [])
        mergedTimes.reserveCapacity(times.count + otherTimes.count)
        mergedCounts.reserveCapacity(times.count + otherTimes.count)
        var (here, there) = (0, 0)
        while here < times.count || there < otherTimes.count {
            let isHere = there == otherTimes.count || here < times.count && times[here] <= otherTimes[there]
            let isThere = here == times.count || there < otherTimes.count && otherTimes[there] <= times[here]
            mergedTimes.append(isHere ? times[here] : otherTimes[there])
            mergedCounts.append((isHere ? counts[here] : 0) + (isThere ? otherCounts[there] : 0))
            if isHere { here += 1 }
            if isThere { there += 1 }
        }
        (times, counts) = (mergedTimes, mergedCounts)
    }
}

extension TimeCounts: Hashable {
    /// Whatever still waits in a buffer.
    static func == (left: TimeCounts, right: TimeCounts) -> Bool {
        let (left, right) = (left.settled, right.settled)
        return left.times == right.times && left.counts == right.counts
    }

    func hash(into hasher: inout Hasher) {
        let settled = settled
        hasher.combine(settled.times)
        hasher.combine(settled.counts)
    }
}
