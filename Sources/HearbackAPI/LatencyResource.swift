package import HearbackCore

/// Response times, with those who still wait counted.
package struct LatencyReport: Hashable, Codable, Sendable {
    package var asOf: Instant
    /// What is measured: `decision`, `answer`…
    package var clock: String
    /// `delayed`: an imported comment counts from its import on; `believed`: as its source says.
    package var imports: String
    /// Version of the time zone data in use.
    package var zoneVersion: String
    package var overall: LatencyRow
    package var bills: [LatencyRow]
    package var simulatedClock: Bool

    package init(
        asOf: Instant, clock: String, imports: String = "delayed", zoneVersion: String, overall: LatencyRow,
        bills: [LatencyRow], simulatedClock: Bool
    ) {
        (self.asOf, self.clock, self.imports, self.zoneVersion) = (asOf, clock, imports, zoneVersion)
        (self.overall, self.bills, self.simulatedClock) = (overall, bills, simulatedClock)
    }

    private enum CodingKeys: String, CodingKey {
        case asOf = "as_of"
        case clock, imports
        case zoneVersion = "zone_version"
        case overall, bills
        case simulatedClock = "simulated_clock"
    }
}

package struct LatencyRow: Hashable, Codable, Sendable {
    package var bill: String?
    package var received: Int
    /// For other clocks: how many reached the clock's end.
    package var decided: Int
    /// Still waiting.
    package var undecided: Int
    package var withdrawn: Int
    package var lapsed: Int
    /// Ended by another event than the clock's own, such as a rejection on the publication clock.
    package var otherwiseEnded: Int
    /// Imported after their end: counted above, but in no curve, since nobody here saw them wait.
    package var unobserved: Int
    /// Decided, with an address to tell, and the decision's notice not delivered.
    package var notTold: Int
    package var p50: LatencyQuantile
    package var p90: LatencyQuantile
    package var oldest: OldestWaiting?

    package init(
        bill: String? = nil, received: Int, decided: Int, undecided: Int, withdrawn: Int, lapsed: Int,
        otherwiseEnded: Int, unobserved: Int = 0, notTold: Int = 0, p50: LatencyQuantile, p90: LatencyQuantile,
        oldest: OldestWaiting? = nil
    ) {
        (self.bill, self.received, self.decided, self.undecided) = (bill, received, decided, undecided)
        (self.withdrawn, self.lapsed, self.otherwiseEnded, self.unobserved) = (withdrawn, lapsed, otherwiseEnded, unobserved)
        (self.notTold, self.p50, self.p90, self.oldest) = (notTold, p50, p90, oldest)
    }

    private enum CodingKeys: String, CodingKey {
        case bill, received, decided, undecided, withdrawn, lapsed
        case otherwiseEnded = "otherwise_ended"
        case unobserved
        case notTold = "not_told"
        case p50, p90, oldest
    }
}

/// Kaplan–Meier quantile of the waiting time; `milliseconds` is missing while the curve has not come down that far.
package struct LatencyQuantile: Hashable, Codable, Sendable {
    package var milliseconds: Int64?
    /// 95 % interval.
    package var lower: Int64?
    package var upper: Int64?

    package init(
        milliseconds: Int64? = nil, lower: Int64? = nil, upper: Int64? = nil
    ) {
        (self.milliseconds, self.lower, self.upper) = (milliseconds, lower, upper)
    }
}

package struct OldestWaiting: Hashable, Codable, Sendable {
    package var id: String?
    package var receivedAt: Instant
    /// Local days from that day to the report's.
    package var days: Int

    package init(
        id: String? = nil, receivedAt: Instant, days: Int
    ) {
        (self.id, self.receivedAt, self.days) = (id, receivedAt, days)
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case receivedAt = "received_at"
        case days
    }
}
