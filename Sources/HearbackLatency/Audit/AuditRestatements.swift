package import HearbackCore

/// T10. What an earlier report said, and what it would say had it known what is known now.
package struct AuditRestatements: Hashable, Codable, Sendable {
    /// A figure that is another one today. Counts, and seconds where it is a time; missing: not reached.
    package struct Row: Hashable, Codable, Sendable {
        package var figure: RestatedFigure
        package var before: Int64?
        package var now: Int64?

        package init(figure: RestatedFigure, before: Int64?, now: Int64?) {
            (self.figure, self.before, self.now) = (figure, before, now)
        }
    }

    /// When the earlier report was made.
    package var asOf: Instant
    /// Comments that had come by then and were written down only afterwards: imports.
    package var lateComments: Int
    /// Events that had happened by then and were written down only afterwards.
    package var lateEvents: Int
    /// Only those that differ, in the order of `RestatedFigure`.
    package var rows: [Row]

    package init(asOf: Instant, lateComments: Int, lateEvents: Int, rows: [Row]) {
        (self.asOf, self.lateComments, self.lateEvents, self.rows) = (asOf, lateComments, lateEvents, rows)
    }
}

/// The figures of a report that are compared.
package enum RestatedFigure: String, CaseIterable, Codable, Sendable {
    case received, decided, published, rejected, withdrawn, lapsed, undecided
    case oldestUndecided = "oldest_undecided"
    case medianDecision = "median_decision"
    case answered
    case heardNothing = "heard_nothing"
    case silentOverThirtyDays = "silent_over_30"
    case onTime = "on_time"
    case inTimeToMatter = "in_time_to_matter"

    /// Whether it is a time in seconds.
    package var isTime: Bool { self == .oldestUndecided || self == .medianDecision }
}

/// An earlier report: its window, and when it was made.
package struct EarlierReport: Hashable, Sendable {
    package let from: Instant?
    package let to: Instant?
    package let asOf: Instant

    package init(from: Instant? = nil, to: Instant? = nil, asOf: Instant) {
        (self.from, self.to, self.asOf) = (from, to, asOf)
    }
}
