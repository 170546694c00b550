import HearbackLatency
import HearbackTime

/// The figures behind the plots.
extension AuditPlots {
    /// P1.
    func waitingTable(_ voice: Voice) -> ReportTable {
        ReportTable(
            "P1", title: voice[.plotWaiting], labelTitle: voice[.daysWaited],
            columns: [voice.column("share", .stillWaiting), voice.column("censored", .lastSeen)],
            rows: waiting.map { point in
                .init(
                    key: String(point.seconds), label: voice.shortSpan(Double(point.seconds)),
                    figures: [
                        .level(point.share, lower: point.lower, upper: point.upper), .count(point.censored),
                    ])
            })
    }

    /// P1's numbers at risk.
    func atRiskTable(_ voice: Voice) -> ReportTable {
        ReportTable(
            "P1", title: voice[.atRisk], labelTitle: voice[.daysWaited], columns: [voice.column("at_risk", .observed)],
            rows: atRisk.map { at in
                .init(
                    key: String(at.seconds), label: voice.shortSpan(Double(at.seconds)), figures: [.count(at.count)])
            })
    }

    /// P2.
    func incidenceTable(_ voice: Voice) -> ReportTable {
        ReportTable(
            "P2", title: voice[.plotIncidence], labelTitle: voice[.daysWaited],
            columns: [
                voice.column("published", .published), voice.column("rejected", .rejected),
                voice.column("withdrawn", .withdrawn), voice.column("lapsed", .lapsed),
            ],
            rows: incidence.map { point in
                .init(
                    key: String(point.seconds), label: voice.shortSpan(Double(point.seconds)),
                    figures: [
                        .part(point.published), .part(point.rejected), .part(point.withdrawn), .part(point.lapsed),
                    ])
            })
    }

    /// P3.
    func backlogTable(_ voice: Voice) -> ReportTable {
        Self.table("P3", .plotBacklog, backlog, voice)
    }

    /// P5.
    func monthsTable(_ voice: Voice) -> ReportTable {
        ReportTable(
            "P5", title: voice[.plotMonths], labelTitle: voice[.month],
            columns: [voice.column("received", .arrived), voice.column("decided_by_day_30", .decidedBy30)],
            rows: months.map { month in
                .init(
                    key: month.month, label: .figure(month.month),
                    figures: [
                        .count(month.received), month.decidedByDay30.map { .share($0) } ?? .term(.notYetObservable, code: nil),
                    ])
            })
    }

    /// P6: what every bill came to; the days are in JSON.
    func billsTable(_ voice: Voice) -> ReportTable {
        ReportTable(
            "P6", title: voice[.plotBills], labelTitle: voice[.bill],
            columns: [
                voice.column("arrived", .arrived), voice.column("ended", .ended), voice.column("waiting", .stillWaiting),
                voice.column("vote", .vote),
            ],
            rows: bills.map { bill in
                let ended = bill.points.last?.ended ?? 0
                return .init(
                    key: bill.bill, label: voice.label(name: bill.bill),
                    figures: [
                        .count(bill.received), .count(ended), .count(bill.received - ended), .day(bill.vote),
                    ])
            })
    }

    private static func table(
        _ id: String, _ title: Term, _ points: [BacklogPoint], _ voice: Voice
    ) -> ReportTable {
        ReportTable(
            id, title: voice[title], labelTitle: voice[.day],
            columns: [
                voice.column("arrived", .arrived), voice.column("ended", .ended), voice.column("backlog", .stillWaiting),
            ],
            rows: points.map { point in
                .init(
                    key: point.day.description, label: .figure(point.day.description),
                    figures: [.count(point.arrived), .count(point.ended), .count(point.arrived - point.ended)])
            })
    }
}

extension ReportTable {
    /// For people: about `most` of the rows, with the first and the last.
    func thinned(to most: Int) -> ReportTable {
        guard rows.count > most, most > 1 else { return self }
        let places = (0..<most).map { $0 * (rows.count - 1) / (most - 1) }
        return with(places.map { rows[$0] })
    }
}
