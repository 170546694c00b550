/// Who is at risk at one time after another, also at times at which nobody of these left.
package struct RiskCursor {
    private let entries: [(time: Int64, count: Int)]
    private let sets: RiskSets
    private var present: Int
    private var nextEntry = 0
    private var nextTime = 0

    init(immediate: Int, entries: [(time: Int64, count: Int)], sets: RiskSets) {
        (present, self.entries, self.sets) = (immediate, entries, sets)
    }

    /// n = #{entry < time <= exit} and the events at the time. Times must ascend from call to call.
    package mutating func advance(to time: Int64) -> (atRisk: Int, events: Int) {
        while nextEntry < entries.count, entries[nextEntry].time < time {
            present += entries[nextEntry].count
            nextEntry += 1
        }
        while nextTime < sets.times.count, sets.times[nextTime] < time {
            present -= sets.events[nextTime] + sets.censored[nextTime]
            nextTime += 1
        }
        let isHere = nextTime < sets.times.count && sets.times[nextTime] == time
        return (present, isHere ? sets.events[nextTime] : 0)
    }
}
