/// Waiting times, counted by distinct time: memory grows with the distinct times, not with the comments.
///
/// Times are whole numbers of one unit of the caller's choice, measured from each comment's own start. A comment is
/// at risk at t when entry < t <= exit; one that enters at 0 is at risk at 0 as well. Who leaves with an event at t
/// leaves before who is censored at t, so both are at risk at t.
package struct SurvivalTable: Hashable, Sendable {
    private var immediateEntries = 0
    private var laterEntries = TimeCounts()
    private var censored = TimeCounts()
    /// By cause.
    private var events: [TimeCounts] = []
    /// Comments that were never at risk: they left before time 0, or at or before their entry.
    package private(set) var unobserved = 0

    package init() {}

    /// How many were counted, without the unobserved.
    package var count: Int { immediateEntries + laterEntries.total }

    /// How many counters it holds: what its memory is proportional to.
    package var distinctTimes: Int {
        events.reduce(laterEntries.distinct + censored.distinct) { $0 + $1.distinct }
    }

    /// How many ended by a cause.
    package func events(of cause: UInt8) -> Int {
        Int(cause) < events.count ? events[Int(cause)].total : 0
    }

    /// Counts one comment. `cause` is nil while it is still waiting. An entry below 0 counts as 0.
    package mutating func add(entry: Int64 = 0, exit: Int64, cause: UInt8?) {
        guard exit >= 0, entry <= 0 || exit > entry else { return unobserved += 1 }
        if entry <= 0 { immediateEntries += 1 } else { laterEntries.add(entry) }
        guard let cause else { return censored.add(exit) }
        while events.count <= Int(cause) { events.append(TimeCounts()) }
        events[Int(cause)].add(exit)
    }

    /// Counts everything that another table counted.
    package mutating func add(_ other: SurvivalTable) {
        immediateEntries += other.immediateEntries
        unobserved += other.unobserved
        laterEntries.add(other.laterEntries)
        censored.add(other.censored)
        while events.count < other.events.count { events.append(TimeCounts()) }
        for (cause, times) in other.events.enumerated() { events[cause].add(times) }
    }

    private struct Tally {
        let time: Int64
        /// nil for the censored.
        let cause: Int?
        let count: Int
    }

    /// The counts in the order of time, ready for the estimators; with rows at further times when asked.
    package func riskSets(also further: [Int64] = []) -> RiskSets {
        var tallies = censored.sorted.map { Tally(time: $0.time, cause: nil, count: $0.count) }
        tallies += further.map { Tally(time: $0, cause: nil, count: 0) }
        for (cause, times) in events.enumerated() {
            tallies += times.sorted.map { Tally(time: $0.time, cause: cause, count: $0.count) }
        }
        tallies.sort { $0.time < $1.time }
        let entries = laterEntries.sorted
        var sets = RiskSets(causes: events.count)
        var (next, present) = (0, immediateEntries)
        var index = 0
        while index < tallies.count {
            let time = tallies[index].time
            while next < entries.count, entries[next].time < time {
                present += entries[next].count
                next += 1
            }
            sets.append(time: time, atRisk: present)
            while index < tallies.count, tallies[index].time == time {
                sets.count(tallies[index].count, cause: tallies[index].cause)
                present -= tallies[index].count
                index += 1
            }
        }
        return sets
    }

    /// The same for times of the caller's choice.
    package func riskCursor() -> RiskCursor {
        RiskCursor(immediate: immediateEntries, entries: laterEntries.sorted, sets: riskSets())
    }
}
