import HearbackCore
import HearbackLatency

/// P1 in a terminal: the step curve in Braille dots, its confidence band shaded, the numbers still observed below.
struct TextCurve: Sendable {
    private static let margin = 7
    private let plots: AuditPlots
    private let voice: Voice
    private let ink: Ink
    private let columns: Int
    private let rows: Int

    init(_ plots: AuditPlots, voice: Voice, width: Int, ink: Ink) {
        (self.plots, self.voice, self.ink) = (plots, voice, ink)
        columns = min(90, width - Self.margin - 1)
        rows = width < 60 ? 8 : 11
    }

    /// Nothing when nobody was seen for any time.
    func lines() -> [String] {
        guard let end = plots.waiting.last?.seconds, end > 0 else { return [] }
        let curve = StepCurve(plots.waiting)
        var grid = BrailleGrid(columns: columns, rows: rows)
        grid.draw { curve.point(at: end * Int64($0) / Int64(columns * 2 - 1))?.share }
        let body = (0..<rows).map { row in axis(row) + canvas(row, grid, curve, end) }
        return body + [rule(), ticks(end)] + atRisk()
    }

    private func axis(_ row: Int) -> String {
        let label: String? =
            switch row {
            case 0: "100 %"
            case (rows - 1) / 2: "50 %"
            case rows - 1: "0 %"
            default: nil
            }
        let text = label ?? ""
        return String(repeating: " ", count: Self.margin - 2 - text.count) + text + (label == nil ? " │" : " ┤")
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

    private func rule() -> String {
        String(repeating: " ", count: Self.margin - 1) + "└" + String(repeating: "─", count: columns)
    }

    /// Days at even steps, with what they are at the end of the line where there is room.
    private func ticks(_ end: Int64) -> String {
        spread(plots.atRisk.map { mark in
            let days = Double(mark.seconds) / 86_400
            return end < 7 * 86_400 ? voice.catalogue.numbers.short(days) : voice.catalogue.numbers.whole(Int(days.rounded()))
        })
    }

    private func atRisk() -> [String] {
        let label = voice[.daysWaited] + voice[.separator] + voice[.atRisk].lowercased() + ":"
        return TextBlock.wrapped(label, columns + Self.margin).map { ink.paint($0, .dim) }
            + [spread(plots.atRisk.map { voice.catalogue.numbers.whole($0.count) })]
    }

    /// Texts centred below the marks of the axis; every second one where all are too many.
    private func spread(_ texts: [String]) -> String {
        guard texts.count > 1 else { return "" }
        let widest = texts.map { DisplayWidth.of($0) }.max() ?? 0
        let step = (widest + 1) * (texts.count - 1) > columns ? 2 : 1
        var line = ""
        for index in stride(from: 0, to: texts.count, by: step) {
            let text = texts[index]
            let centre = Self.margin + index * (columns - 1) / (texts.count - 1)
            let half = index == texts.count - 1 ? text.count - 1 : text.count / 2
            let start = max(line.isEmpty ? 0 : line.count + 1, centre - half)
            guard start + text.count <= Self.margin + columns else { continue }
            line += String(repeating: " ", count: start - line.count) + text
        }
        return line
    }
}

/// A curve that holds each value until the next point.
struct StepCurve: Sendable {
    private let points: [AuditPlots.WaitingPoint]

    init(_ points: [AuditPlots.WaitingPoint]) { self.points = points }

    func point(at seconds: Int64) -> AuditPlots.WaitingPoint? { points.last { $0.seconds <= seconds } }
}

/// Two by four dots a character (Unicode's Braille Patterns).
struct BrailleGrid: Sendable {
    /// The bits of the dots, row by row, left and right.
    private static let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    private let columns: Int
    private let rows: Int
    private var cells: [UInt32]

    init(columns: Int, rows: Int) {
        (self.columns, self.rows) = (columns, rows)
        cells = Array(repeating: 0, count: columns * rows)
    }

    /// nil where nothing was drawn.
    subscript(column: Int, row: Int) -> Character? {
        let bits = cells[row * columns + column]
        return bits == 0 ? nil : Unicode.Scalar(0x2800 + bits).map { Character($0) }
    }

    /// A line through the values, 0 to 1, of every half column.
    mutating func draw(_ value: (Int) -> Double?) {
        let height = rows * 4
        var before: Int?
        for x in 0..<columns * 2 {
            guard let value = value(x) else { continue }
            let y = min(height - 1, max(0, Int(((1 - value) * Double(height - 1)).rounded())))
            for step in min(before ?? y, y)...max(before ?? y, y) { set(x, step) }
            before = y
        }
    }

    private mutating func set(_ x: Int, _ y: Int) {
        cells[y / 4 * columns + x / 2] |= Self.bits[y % 4][x % 2]
    }
}
