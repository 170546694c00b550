import HearbackCore
import HearbackLatency

/// P1 in a terminal: the step curve in Braille dots, its confidence band shaded, the numbers still observed below.
struct TextCurve: Sendable {
    private let plots: AuditPlots
    private let voice: Voice
    private let ink: Ink
    private let frame: TextFrame
    private var columns: Int { frame.columns }
    private var rows: Int { frame.rows }

    init(_ plots: AuditPlots, voice: Voice, width: Int, ink: Ink) {
        (self.plots, self.voice, self.ink) = (plots, voice, ink)
        frame = TextFrame(width: width, labels: ["100 %", "50 %", "0 %"])
    }

    /// Nothing when nobody was seen for any time.
    func lines() -> [String] {
        guard let end = plots.waiting.last?.seconds, end > 0 else { return [] }
        let curve = StepCurve(plots.waiting)
        var grid = BrailleGrid(columns: columns, rows: rows)
        grid.draw { curve.point(at: end * Int64($0) / Int64(columns * 2 - 1))?.share }
        let body = (0..<rows).map { row in frame.axis(row) + canvas(row, grid, curve, end) }
        return body + [frame.rule, frame.ticks(plots.atRisk.map(\.seconds), end: end, voice)] + atRisk()
    }

    private func canvas(_ row: Int, _ grid: BrailleGrid, _ curve: StepCurve, _ end: Int64) -> String {
        var (output, blanks) = ("", "")
        for column in 0..<columns {
            if let dots = grid[column, row] {
                output += blanks + ink.paint(String(dots), .cyan)
            } else if isInBand(row, curve.point(at: end * Int64(column * 2 + 1) / Int64(columns * 2))) {
                output += blanks + ink.paint("░", .dim)
            } else {
                // Blanks at the end of a line stay away.
                blanks += " "
                continue
            }
            blanks = ""
        }
        return output
    }

    private func isInBand(_ row: Int, _ point: AuditPlots.WaitingPoint?) -> Bool {
        guard let lower = point?.lower, let upper = point?.upper else { return false }
        return (lower...max(lower, upper)).contains(1 - (Double(row) + 0.5) / Double(rows))
    }

    private func atRisk() -> [String] {
        let label = voice[.daysWaited] + voice[.separator] + voice[.atRisk].lowercased() + ":"
        return TextBlock.wrapped(label, columns + frame.margin).map { ink.paint($0, .dim) }
            + [frame.spread(plots.atRisk.map { voice.grammar.numbers.whole($0.count) })]
    }
}

/// A curve that holds each value until the next point.
struct StepCurve: Sendable {
    private let points: [AuditPlots.WaitingPoint]

    init(_ points: [AuditPlots.WaitingPoint]) { self.points = points }

    func point(at seconds: Int64) -> AuditPlots.WaitingPoint? { points.last { $0.seconds <= seconds } }
}
