/// Waiting times, counted by distinct time: memory grows with the distinct times, not with the comments.
///
/// Times are whole numbers of one unit of the caller's choice, measured from each comment's own start. A comment is
/// at risk at t when entry < t <= exit; one that enters at 0 is at risk at 0 as well. Who leaves with an event at t
/// leaves before who is censored at t, so both are at risk at t.
package struct SurvivalTable: Hashable, Sendable {
    private var immediateEntries = 0
    private var laterEntries: [Int64: Int] = [:]
    private var censored: [Int64: Int] = [:]
    /// By cause, then by time.
    private var events: [[Int64: Int]] = []
    /// Comments that were never at risk: they left before time 0, or at or before their entry.
    package private(set) var unobserved = 0

    package init() {}

    /// How many were counted, without the unobserved.
    package var count: Int { laterEntries.values.reduce(immediateEntries, +) }

    /// How many counters it holds: what its memory is proportional to.
    package var distinctTimes: Int {
        events.reduce(laterEntries.count + censored.count) { $0 + $1.count }
    }

    /// How many ended by a cause.
    package func events(of cause: UInt8) -> Int {
        Int(cause) < events.count ? events[Int(cause)].values.reduce(0, +) : 0
    }

    /// Counts one comment. `cause` is nil while it is still waiting. An entry below 0 counts as 0.
    package mutating func add(entry: Int64 = 0, exit: Int64, cause: UInt8?) {
        guard exit >= 0, entry <= 0 || exit > entry else { return unobserved += 1 }
        if entry <= 0 { immediateEntries += 1 } else { laterEntries[entry, default: 0] += 1 }
        guard let cause else { return censored[exit, default: 0] += 1 }
        while events.count <= Int(cause) { events.append([:]) }
        events[Int(cause)][exit, default: 0] += 1
    }

    /// Counts everything that another table counted.
    package mutating func add(_ other: SurvivalTable) {
        immediateEntries += other.immediateEntries
        unobserved += other.unobserved
        laterEntries.merge(other.laterEntries, uniquingKeysWith: +)
        censored.merge(other.censored, uniquingKeysWith: +)
        while events.count < other.events.count { events.append([:]) }
        for (cause, times) in other.events.enumerated() { events[cause].merge(times, uniquingKeysWith: +) }
    }

    private struct Tally {
        let time: Int64
        /// nil for the censored.
        let cause: Int?
        let count: Int
    }

    /// The counts in the order of time, ready for the estimators; with rows at further times when asked.
    package func riskSets(also further: [Int64] = []) -> RiskSets {
        var tallies = censored.map { Tally(time: $0.key, cause: nil, count: $0.value) }
        tallies += further.map { Tally(time: $0, cause: nil, count: 0) }
        for (cause, times) in events.enumerated() {
            tallies += times.map { Tally(time: $0.key, cause: cause, count: $0.value) }
        }
        tallies.sort { $0.time < $1.time }
        let entries = laterEntries.sorted { $0.key < $1.key }
        var sets = RiskSets(causes: events.count)
        var (next, present) = (0, immediateEntries)
        var index = 0
        while index < tallies.count {
            let time = tallies[index].time
            while next < entries.count, entries[next].key < time {
                present += entries[next].value
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
        let entries = laterEntries.sorted { $0.key < $1.key }.map { (time: $0.key, count: $0.value) }
        return RiskCursor(immediate: immediateEntries, entries: entries, sets: riskSets())
    }
}
