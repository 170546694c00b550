import HearbackCore
import HearbackLatency

/// A curve as people see it: drawn, with who is at risk below it, and in words.
struct CurveView {
    private let report: CurveReport
    private let rendering: Rendering
    private static let standardWidth = 80

    init(_ report: CurveReport, _ rendering: Rendering) {
        (self.report, self.rendering) = (report, rendering)
    }

    var lines: [String] {
        let total = report.total
        let head = "share still waiting, \(Figures.count(total.count, "wait")): \(Figures.grouped(total.ended)) ended, "
            + "\(Figures.grouped(total.count - total.ended)) last"
        return wrapped(head) + [""] + plot + [""] + words(total).flatMap(wrapped) + causes + groups
            + [""]
            + wrapped("Intervals are of 95 % and take waits for independent.").map { rendering.palette.paint($0, .dim) }
    }

    private func wrapped(_ text: String) -> [String] {
        TextBlock.lines(text, indent: "", width: rendering.width)
    }

    private var plot: [String] {
        let width = min(rendering.width ?? Self.standardWidth, 100)
        let longest = report.total.curve.longest.map(DecimalTime.time) ?? 0
        return CurvePlot(width: width, longest: longest).lines(
            share: { report.total.curve.survival(at: DecimalTime.key(of: $0) ?? 0) },
            atRisk: { times in
                var cursor = report.total.table.riskCursor()
                return times.map { cursor.advance(to: DecimalTime.key(of: $0) ?? 0).atRisk }
            })
    }

    // MARK: - Words

    private func words(_ part: CurveReport.Part) -> [String] {
        var lines = part.quantiles.map { share, quantile in
            let who = Self.percent(share, digits: 0)
            guard let time = quantile.time else {
                let bound = quantile.lower.map { "; with 95 % confidence not before \(Self.shown($0))" } ?? ""
                return "\(who): not reached\(bound)"
            }
            return "\(who) had ended by \(Self.shown(time))\(Self.interval(quantile))"
        }
        if let tau = report.tau {
            let within = DecimalText.shown(tau)
            lines.append(
                part.mean.map {
                    "mean wait within \(within): \(DecimalText.shown($0.mean)), "
                        + "standard error \(DecimalText.shown($0.standardError))"
                } ?? "mean wait within \(within): not known, nobody was seen for as long")
        }
        return lines
    }

    private static func interval(_ quantile: Quantile) -> String {
        guard quantile.lower != nil || quantile.upper != nil else { return "" }
        return " (\(quantile.lower.map(shown) ?? "?") to \(quantile.upper.map(shown) ?? "not reached"))"
    }

    private static func shown(_ key: Int64) -> String { DecimalText.shown(DecimalTime.time(of: key)) }

    private static func percent(_ share: Double, digits: Int = 1) -> String {
        let scale = digits == 0 ? 1.0 : 10
        let rounded = (share * 100 * scale).rounded() / scale
        return (digits == 0 ? "\(Int(rounded))" : "\(rounded)") + " %"
    }

    // MARK: - Tables

    private var causes: [String] {
        guard let incidence = report.total.incidence, let longest = report.total.curve.longest else { return [] }
        let rows = report.causes.map { cause -> [Table.Cell] in
            let point = incidence.point(of: cause.place, at: longest)
            let interval = point.interval.map { "\(Self.percent($0.lower)) to \(Self.percent($0.upper))" } ?? "-"
            let half = incidence.quantile(0.5, of: cause.place).time.map(Self.shown) ?? "not reached"
            return [
                .init(cause.name), .init(Figures.grouped(report.total.table.events(of: cause.place))),
                .init(Self.percent(point.incidence)), .init(interval), .init(half),
            ]
        }
        let table = Table(
            columns: [
                .init("CAUSE", least: 8), .init("ENDED", .right), .init("SHARE", .right),
                .init("95 %", .right, leavesAt: 1), .init("P50", .right, leavesAt: 2),
            ], rows: rows)
        let title = "share ended by each cause by \(Self.shown(longest)), what competes with it counted:"
        return [""] + wrapped(title) + table.lines(width: rendering.width, palette: rendering.palette)
    }

    private var groups: [String] {
        guard report.columns.group != nil else { return [] }
        let rows = report.groups.enumerated().map { index, part -> [Table.Cell] in
            let quantile = { (share: Double) in
                part.quantiles.first { $0.share == share }?.quantile.time.map(Self.shown) ?? "not reached"
            }
            let expected = report.logRank.map { DecimalText.shown($0.expected[index]) } ?? "-"
            return [
                .init(part.name.isEmpty ? "(empty)" : part.name), .init(Figures.grouped(part.count)),
                .init(Figures.grouped(part.ended)), .init(expected), .init(quantile(0.5)), .init(quantile(0.9)),
            ]
        }
        let table = Table(
            columns: [
                .init("GROUP", least: 8), .init("N", .right, leavesAt: 3), .init("ENDED", .right),
                .init("EXPECTED", .right, leavesAt: 1), .init("P50", .right), .init("P90", .right, leavesAt: 2),
            ], rows: rows)
        return [""] + table.lines(width: rendering.width, palette: rendering.palette) + wrapped(comparison)
    }

    private var comparison: String {
        guard let test = report.logRank else { return "log-rank: there is nothing to compare" }
        let p = test.probability < 0.0001 ? "below 0.0001" : DecimalText.shown(test.probability)
        return "log-rank: chi-squared \(DecimalText.shown(test.chiSquared)), "
            + "\(Figures.count(test.degreesOfFreedom, "degree")) of freedom, p \(p)"
    }
}
