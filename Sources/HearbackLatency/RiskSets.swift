/// Who was at risk and what happened at each distinct time at which anybody left; columns of equal length.
package struct RiskSets: Hashable, Sendable {
    /// Ascending.
    package private(set) var times: [Int64] = []
    /// n_i: those with entry < t_i <= exit.
    package private(set) var atRisk: [Int] = []
    package private(set) var censored: [Int] = []
    /// d_i: events of all causes.
    package private(set) var events: [Int] = []
    /// d_ji: by cause, then by time.
    package private(set) var eventsByCause: [[Int]]

    init(causes: Int) {
        eventsByCause = Array(repeating: [], count: causes)
    }

    /// The longest time that anybody was seen; nil when nobody was.
    package var longest: Int64? { times.last }

    mutating func append(time: Int64, atRisk present: Int) {
        times.append(time)
        atRisk.append(present)
        censored.append(0)
        events.append(0)
        for cause in eventsByCause.indices { eventsByCause[cause].append(0) }
    }

    /// Adds to the last time.
    mutating func count(_ number: Int, cause: Int?) {
        let last = times.count - 1
        guard let cause else { return censored[last] += number }
        events[last] += number
        eventsByCause[cause][last] += number
    }

    /// d_i of some causes only; nil means all of them.
    func events(of causes: Set<UInt8>?) -> [Int] {
        guard let causes else { return events }
        var sums = Array(repeating: 0, count: times.count)
        for cause in causes where Int(cause) < eventsByCause.count {
            for (index, number) in eventsByCause[Int(cause)].enumerated() { sums[index] += number }
        }
        return sums
    }
}
