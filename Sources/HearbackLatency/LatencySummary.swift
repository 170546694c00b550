package import HearbackCore

/// Response times of many comments at one instant, by bill and in all. Fed comment by comment, in any order.
package struct LatencySummary: Sendable {
    /// Nothing later is seen.
    package let asOf: Instant
    private var tallies: [String: LatencyTally] = [:]

    package init(asOf: Instant) { self.asOf = asOf }

    /// Counts one comment; one that was not yet known at `asOf` is left out.
    package mutating func add(_ timeline: CommentTimeline, bill: String) {
        tallies[bill, default: LatencyTally()].add(timeline, asOf: asOf)
    }

    /// Bills with comments, in the order of their identifiers.
    package var bills: [String] {
        tallies.filter { $0.value.received > 0 }.keys.sorted()
    }

    /// nil for a bill without comments.
    package func report(bill: String) -> LatencyReport? {
        guard let tally = tallies[bill], tally.received > 0 else { return nil }
        return LatencyReport(tally, asOf: asOf)
    }

    package func total() -> LatencyReport {
        var sum = LatencyTally()
        for tally in tallies.values { sum.add(tally) }
        return LatencyReport(sum, asOf: asOf)
    }
}
