package import HearbackTime

/// The points of the report's plots, thinned so that a plot stays small whatever the number of comments.
package struct AuditPlots: Hashable, Codable, Sendable {
    /// P1. The share of all received that had no decision yet; cut where fewer than 5 are still observed.
    package var waiting: [WaitingPoint]
    /// The numbers still observed, at even and round steps of the axis; the last may lie before its end.
    package var atRisk: [AtRisk]
    /// P2. Shares by how the wait ended; they and those who wait add up to 1.
    package var incidence: [IncidencePoint]
    /// P3. Arrivals and ended waits since the window's beginning, by local day; the gap is the backlog.
    package var backlog: [BacklogPoint]
    /// P5. By month of arrival: the share decided by day 30.
    package var months: [Month]
    /// P6. The bills with most comments: arrivals, ended waits and the vote.
    package var bills: [BillLine]

    package struct WaitingPoint: Hashable, Codable, Sendable {
        package var seconds: Int64
        package var share: Double
        package var lower: Double?
        package var upper: Double?
        /// Waits that ended unobserved since the point before.
        package var censored: Int
    }

    package struct AtRisk: Hashable, Codable, Sendable {
        package var seconds: Int64
        package var count: Int
    }

    package struct IncidencePoint: Hashable, Codable, Sendable {
        package var seconds: Int64
        package var published: Double
        package var rejected: Double
        package var withdrawn: Double
        package var lapsed: Double
    }

    package struct BacklogPoint: Hashable, Codable, Sendable {
        package var day: CivilDate
        /// Both counted from the beginning.
        package var arrived: Int
        package var ended: Int
    }

    package struct Month: Hashable, Codable, Sendable {
        /// `YYYY-MM`.
        package var month: String
        package var received: Int
        /// Missing while some of the month's comments are younger than 30 days and undecided.
        package var decidedByDay30: AuditShare?
    }

    package struct BillLine: Hashable, Codable, Sendable {
        package var bill: String
        package var received: Int
        package var vote: CivilDate?
        package var points: [BacklogPoint]
    }
}
