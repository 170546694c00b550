import HearbackAPI
import HearbackCore

/// A latency report as people see it.
enum LatencyView {
    static func lines(_ report: LatencyReport, _ rendering: Rendering) -> [String] {
        var head = "\(VisibleText.inline(report.clock)) clock, as of \(report.asOf.minuteText)"
        if report.simulatedClock { head += " (simulated clock)" }
        let rows = report.bills.map { row($0, name: $0.bill ?? "-") } + [row(report.overall, name: "all")]
        let table = Table(columns: columns(report.clock), rows: rows)
        return TextBlock.lines(head, indent: "", width: rendering.width)
            + [""] + table.lines(width: rendering.width, palette: rendering.palette)
            + oldest(report.overall, rendering) + imported(report, rendering)
            + [rendering.palette.paint("zone data \(VisibleText.inline(report.zoneVersion))", .dim)]
    }

    /// `decided` is the daemon's word on every clock; on the others it reads `reached`.
    private static func columns(_ clock: String) -> [Table.Column] {
        let isDecision = clock == "decision"
        return [
            .init("BILL", least: 12), .init("N", .right), .init(isDecision ? "DECIDED" : "REACHED", .right),
            .init(isDecision ? "UNDECIDED" : "WAITING", .right), .init("P50", .right),
            .init("P50 95 %", .right, leavesAt: 2), .init("P90", .right), .init("P90 95 %", .right, leavesAt: 1),
            .init("WITHDRAWN", .right, leavesAt: 4), .init("LAPSED", .right, leavesAt: 5),
            .init("OTHER END", .right, leavesAt: 3), .init("IMPORTED", .right, leavesAt: 6),
            .init("NOT TOLD", .right, leavesAt: 7), .init("OLDEST WAITING", .right),
        ]
    }

    private static func row(_ row: LatencyRow, name: String) -> [Table.Cell] {
        let isTotal = row.bill == nil
        return [
            .init(name, isTotal ? .bold : .plain), .init(Figures.grouped(row.received)),
            .init(Figures.grouped(row.decided)),
            .init(Figures.grouped(row.undecided), row.undecided > 0 ? .yellow : .plain),
            quantile(row.p50, row), .init(interval(row.p50)), quantile(row.p90, row), .init(interval(row.p90)),
            .init(Figures.grouped(row.withdrawn)), .init(Figures.grouped(row.lapsed)),
            .init(Figures.grouped(row.otherwiseEnded)), .init(Figures.grouped(row.unobserved)),
            .init(Figures.grouped(row.notTold), row.notTold > 0 ? .red : .plain),
            .init(row.oldest.map { Figures.count($0.days, "day") } ?? "-", row.oldest == nil ? .plain : .red),
        ]
    }

    private static func quantile(_ quantile: LatencyQuantile, _ row: LatencyRow) -> Table.Cell {
        // No curve at all is another thing than a curve that has not come down.
        guard row.unobserved < row.received else { return .init("-") }
        guard let milliseconds = quantile.milliseconds else { return .init("not reached", .yellow) }
        return .init(Figures.days(milliseconds: milliseconds))
    }

    /// An upper end that was not reached stays open.
    private static func interval(_ quantile: LatencyQuantile) -> String {
        guard quantile.lower != nil || quantile.upper != nil else { return "-" }
        let lower = quantile.lower.map(Figures.days) ?? "?"
        return "\(lower) to \(quantile.upper.map(Figures.days) ?? "not reached")"
    }

    private static func imported(_ report: LatencyReport, _ rendering: Rendering) -> [String] {
        let count = report.overall.unobserved
        guard count > 0 else { return [] }
        let text = "\(Figures.count(count, "imported comment")) had ended before the import: in no curve, since nobody "
            + "here saw them wait; --imports believed takes their source's word"
        return TextBlock.lines(text, indent: "", width: rendering.width)
    }

    private static func oldest(_ row: LatencyRow, _ rendering: Rendering) -> [String] {
        guard let oldest = row.oldest else { return [""] }
        let name = oldest.id.map { VisibleText.inline($0) } ?? "a comment"
        let text = "waiting longest: \(name), silent for \(Figures.count(oldest.days, "day")) "
            + "since \(oldest.receivedAt.minuteText)"
        return [""] + TextBlock.lines(text, indent: "", width: rendering.width)
    }
}
