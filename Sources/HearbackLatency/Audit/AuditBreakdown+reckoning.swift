import HearbackCore

extension AuditBreakdown {
    private static let least = 5, leastForFigures = 10, leastForComparison = 20
    private static let mostCompared = 6

    init(by facet: AuditFacet, _ groups: [String: AuditTally], followedTo: Instant) {
        let sorted = groups.sorted {
            $0.value.received == $1.value.received ? $0.key < $1.key : $0.value.received > $1.value.received
        }
        let withheld = facet.isSensitive ? Self.withheld(sorted.map { ($0.key, $0.value.received) }) : []
        let shown = sorted.filter { !withheld.contains($0.key) }
        self.init(
            by: facet, rows: shown.map { Row($0.key, $0.value, isFull: $0.value.received >= Self.leastForFigures, followedTo) },
            withheldGroups: withheld.count,
            withheldComments: sorted.filter { withheld.contains($0.key) }.reduce(0) { $0 + $1.value.received },
            comparisons: Self.comparisons(shown.filter { $0.value.received >= Self.leastForComparison }))
    }

    /// Groups of fewer than five, and as many of the next larger as it takes for two groups with five comments in all: the
    /// totals less what is shown would tell of fewer.
    private static func withheld(_ groups: [(value: String, count: Int)]) -> Set<String> {
        var names = groups.filter { $0.count < least }
        guard !names.isEmpty else { return [] }
        var larger = groups.filter { $0.count >= least }
        while names.count < 2 || names.reduce(0, { $0 + $1.count }) < least, let next = larger.popLast() {
            names.append(next)
        }
        return Set(names.map(\.value))
    }

    private static func comparisons(_ groups: [(key: String, value: AuditTally)]) -> [Comparison] {
        let compared = groups.prefix(mostCompared)
        return compared.indices.flatMap { first in
            compared.indices.filter { $0 > first }.compactMap { second in
                guard let one = compared[first].value.gross[.decision], let two = compared[second].value.gross[.decision],
                    let test = LogRank(one.table, two.table, causes: [0])
                else { return nil }
                return Comparison(
                    first: compared[first].key, second: compared[second].key, chiSquared: test.chiSquared,
                    probability: test.probability)
            }
        }
    }
}

extension AuditBreakdown.Row {
    init(_ value: String, _ tally: AuditTally, isFull: Bool, _ followedTo: Instant) {
        let wait = tally.gross[.decision] ?? .init()
        let decided = (tally.ends[.published] ?? 0) + (tally.ends[.rejected] ?? 0)
        self.init(
            value: value, received: tally.received, decided: decided, undecided: wait.open, medianDecision: nil,
            ninetieth: nil, onTimeRate: nil, answered: nil, heardNothing: nil, oldestUndecided: nil,
            silentOverThirtyDays: nil)
        guard isFull else { return }
        let sets = wait.table.riskSets()
        medianDecision = AuditQuantile(milliseconds: sets.quantile(0.5))
        ninetieth = AuditQuantile(milliseconds: sets.quantile(0.9))
        onTimeRate = tally.deadlines[.decision].flatMap { AuditDeadline(.decision, $0).onTimeRate }
        answered = AuditShare(tally.loop.answered, of: tally.received)
        heardNothing = AuditShare(tally.loop.heardNothing, of: tally.received)
        oldestUndecided = wait.oldestOpen.map { followedTo.wholeMilliseconds(since: $0) / 1_000 }
        silentOverThirtyDays = tally.loop.silentOverThirtyDays
    }
}
