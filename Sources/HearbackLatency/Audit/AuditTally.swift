import HearbackCore
import HearbackTime

/// What is kept of a group of comments while they are counted; grows with the distinct waits, not with the comments.
struct AuditTally: Sendable {
    var received = 0
    /// Unpaused waits by clock, in milliseconds of whole seconds, and the same without the submitter's own time.
    var gross = ClockMap<LatencyTally.Wait>()
    var net = ClockMap<LatencyTally.Wait>()
    /// Waits for a decision by how they ended.
    var outcomes = SurvivalTable()
    var ends: [DecisionEnd: Int] = [:]
    var reasons: [String: Int] = [:]
    /// Waits for a decision of all but those refused as spam or as a duplicate.
    var genuine = LatencyTally.Wait()
    /// Decided waits by their seconds, imports too: what others would average.
    var decidedWaits: [Int64: Int] = [:]
    var ages = AgeTally()
    var deadlines = ClockMap<DeadlineTally>()
    var loop = LoopTally()
    var inTime = 0, tooLate = 0, stillPossible = 0

    /// `seen` holds nothing later than the end of what the scope follows.
    mutating func add(_ seen: SeenCase, _ scope: AuditScope, _ reckoner: inout DueReckoner) {
        received += 1
        let known = seen.known
        for clock in ResponseClock.allCases {
            guard let observation = seen[clock] else { continue }
            gross.update(clock, from: .init()) { $0.add(observation) }
            if clock.isPaused {
                net.update(clock, from: .init()) { $0.add(observation.without(seen.pause)) }
            }
            if let due = reckoner.due(seen, clock) {
                deadlines.update(clock, from: DeadlineTally()) { $0.add(observation, due: due, scope) }
            }
        }
        addDecision(seen, scope)
        loop.add(known, scope)
    }

    private mutating func addDecision(_ seen: SeenCase, _ scope: AuditScope) {
        guard let observation = seen[.decision] else { return }
        let end = seen.decisionEnd
        let wait = LatencyTally.Wait.times(observation)
        outcomes.add(entry: wait.entry, exit: wait.exit, cause: end?.cause)
        if let end {
            ends[end, default: 0] += 1
        } else {
            ages.add(observation.duration)
        }
        if observation.status == .event { decidedWaits[wait.exit / 1_000, default: 0] += 1 }
        if !seen.isSpam { genuine.add(observation) }
        if let reason = seen.reason { reasons[reason, default: 0] += 1 }
        switch seen.matters(scope) {
        case .yes: inTime += 1
        case .no: tooLate += 1
        case .stillPossible: stillPossible += 1
        case nil: break
        }
    }
}

extension ResponseClock {
    /// Whether the submitter's own time to answer a question is told apart.
    var isPaused: Bool { self == .decision || self == .answer }
}

/// Undecided comments by age.
struct AgeTally: Sendable {
    static let bands: [(from: Int, through: Int?)] = [
        (0, 7), (8, 15), (16, 30), (31, 60), (61, 90), (91, 180), (181, 365), (366, nil),
    ]
    static let day: Int64 = 86_400_000

    var counts = Array(repeating: 0, count: bands.count)
    var oldest = Array(repeating: Int64?.none, count: bands.count)

    /// By the whole days of an age in milliseconds.
    static func band(_ age: Int64) -> Int {
        let days = Int(age / day)
        return bands.firstIndex { days <= $0.through ?? .max } ?? bands.count - 1
    }

    mutating func add(_ age: Int64) {
        let band = Self.band(age)
        counts[band] += 1
        oldest[band] = max(oldest[band] ?? age, age)
    }
}
