package import HearbackCore
package import HearbackTime

/// The latency audit: every table and curve of one report, as figures. Whatever is missing was not reached, not
/// observable yet, or is withheld; never zero. Times are seconds unless named otherwise.
package struct LatencyAudit: Hashable, Codable, Sendable {
    package var header: AuditHeader
    package var headline: AuditHeadline
    package var flow: AuditFlow
    package var clocks: [AuditClock]
    package var ageing: [AuditAgeBand]
    package var deadlines: [AuditDeadline]
    package var outcomes: AuditOutcomes
    package var loop: AuditLoop
    package var breakdown: AuditBreakdown?
    package var oldest: [AuditOldest]
    package var evidence: AuditEvidence
    package var rates: [AuditRate]
    package var plots: AuditPlots
    /// Only where an earlier report is compared.
    package var restatements: AuditRestatements?
}

/// T0. What the figures depend on; `rows` and `problems` only where they come from a file.
package struct AuditHeader: Hashable, Codable, Sendable {
    package var institution: String?
    package var source: String
    package var asOf: Instant
    package var asOfLocal: String
    package var from: Instant?
    package var to: Instant?
    /// The window's first local day, without a beginning that of the first arrival; missing without either.
    package var firstDay: CivilDate?
    /// The last local day of which some part lies within the window.
    package var lastDay: CivilDate
    package var population: AuditPopulation
    package var zone: String
    package var zoneVersion: String
    package var calendar: String
    package var calendarVersion: String
    /// Days of the calendar within the window that the moon may still move.
    package var tentativeDays: Int
    /// The calendar's holidays do not reach over the whole window.
    package var isBeyondCalendar: Bool
    package var policyVersions: [Int]
    /// The last event of the ledger that was seen, and its hash where the log has one.
    package var logLength: Int64?
    package var logHead: String?
    package var generator: String
    package var imports: String?
    package var simulatedClock: Bool
    package var submitters: Int?
    package var rows: AuditRows?
}

/// What became of the rows of a file: every one is counted, read or refused with its line and cause.
package struct AuditRows: Hashable, Codable, Sendable {
    package struct Problem: Hashable, Codable, Sendable {
        package var line: Int
        package var cause: String

        package init(line: Int, cause: String) { (self.line, self.cause) = (line, cause) }
    }

    package var read: Int
    package var used: Int
    package var refused: Int
    /// Received after the instant of the report.
    package var later: Int
    /// The first of those that were refused.
    package var problems: [Problem]

    package init(read: Int, used: Int, refused: Int, later: Int = 0, problems: [Problem] = []) {
        (self.read, self.used, self.refused) = (read, used, refused)
        (self.later, self.problems) = (later, problems)
    }
}

/// A share with its 95 % interval; nothing where nobody was counted or a band is not defined.
package struct AuditShare: Hashable, Codable, Sendable {
    package var share: Double
    package var lower: Double?
    package var upper: Double?
    package var count: Int
    package var of: Int

    /// Wilson's interval; nil of nobody.
    package init?(_ count: Int, of total: Int) {
        guard total > 0 else { return nil }
        let interval = Interval.wilson(count, of: total)
        (share, lower, upper) = (Double(count) / Double(total), interval?.lower, interval?.upper)
        (self.count, of) = (count, total)
    }
}

/// Seconds by which a share had ended, with a 95 % interval; missing means not reached.
package struct AuditQuantile: Hashable, Codable, Sendable {
    package var seconds: Int64?
    package var lower: Int64?
    package var upper: Int64?

    package init(seconds: Int64?, lower: Int64? = nil, upper: Int64? = nil) {
        (self.seconds, self.lower, self.upper) = (seconds, lower, upper)
    }
}

/// The share for which something had happened by a horizon (Aalen-Johansen), with its 95 % interval.
package struct AuditHorizon: Hashable, Codable, Sendable {
    package var days: Int
    package var share: Double
    package var lower: Double?
    package var upper: Double?
}
