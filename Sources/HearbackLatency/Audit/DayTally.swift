import HearbackCore
import HearbackTime

/// Arrivals and ends by local day, month and bill: what the plots over the calendar show.
struct DayTally: Sendable {
    struct Line: Sendable {
        var received = 0
        var vote: CivilDate?
        var arrivals: [CivilDate: Int] = [:]
        var ends: [CivilDate: Int] = [:]

        mutating func add(arrival: CivilDate, end: CivilDate?) {
            received += 1
            arrivals[arrival, default: 0] += 1
            if let end { ends[end, default: 0] += 1 }
        }
    }

    struct Month: Sendable {
        var received = 0, decided = 0, open = 0
    }

    private(set) var all = Line()
    private(set) var bills: [String: Line] = [:]
    private(set) var months: [String: Month] = [:]

    mutating func add(_ seen: SeenCase, _ scope: AuditScope) {
        guard let wait = seen[.decision] else { return }
        let arrival = scope.zone.civilDate(at: seen.known.received)
        let end = wait.status == .open ? nil : scope.zone.civilDate(at: wait.stop)
        all.add(arrival: arrival, end: end)
        if let bill = seen.record.facets[.bill] {
            bills[bill, default: Line()].add(arrival: arrival, end: end)
            if let closing = seen.record.closing { bills[bill]?.vote = scope.zone.civilDate(at: closing) }
        }
        let isWithin30 = wait.duration <= LatencyTally.thirtyDays
        let month = String(arrival.description.prefix(7))
        months[month, default: Month()].received += 1
        if wait.status == .event, isWithin30 { months[month]?.decided += 1 }
        if wait.status == .open, isWithin30 { months[month]?.open += 1 }
    }
}

extension DayTally {
    static let mostPoints = 240
    static let mostBills = 12

    /// The day of the first arrival.
    var first: CivilDate? { all.arrivals.keys.min() }

    /// The bills with most comments.
    func lines() -> [AuditPlots.BillLine] {
        bills.sorted { $0.value.received == $1.value.received ? $0.key < $1.key : $0.value.received > $1.value.received }
            .prefix(Self.mostBills)
            .map { bill, line in
                AuditPlots.BillLine(bill: bill, received: line.received, vote: line.vote, points: line.points(most: 80))
            }
    }

    func monthRows() -> [AuditPlots.Month] {
        months.sorted { $0.key < $1.key }.map { month, tally in
            AuditPlots.Month(
                month: month, received: tally.received,
                decidedByDay30: tally.open > 0 ? nil : AuditShare(tally.decided, of: tally.received))
        }
    }
}

extension DayTally.Line {
    /// Running counts at the days on which something happened, thinned to about `most`.
    func points(most: Int) -> [AuditPlots.BacklogPoint] {
        let days = Set(arrivals.keys).union(ends.keys).sorted()
        let stride = max(1, days.count / most)
        var (arrived, ended) = (0, 0)
        var points: [AuditPlots.BacklogPoint] = []
        for (place, day) in days.enumerated() {
            arrived += arrivals[day] ?? 0
            ended += ends[day] ?? 0
            guard place % stride == 0 || place == days.count - 1 else { continue }
            points.append(.init(day: day, arrived: arrived, ended: ended))
        }
        return points
    }
}
