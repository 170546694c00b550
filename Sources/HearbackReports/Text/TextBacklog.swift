import HearbackCore
import HearbackLatency
import HearbackTime

/// P3 in a terminal: what arrived, above, and what ended, below; the gap between them still waits.
struct TextBacklog: Sendable {
    private let points: [AuditPlots.BacklogPoint]
    private let voice: Voice
    private let width: Int
    private let ink: Ink
    private let most: Int
    private let frame: TextFrame

    init(_ points: [AuditPlots.BacklogPoint], voice: Voice, width: Int, ink: Ink) {
        (self.points, self.voice, self.width, self.ink) = (points, voice, width, ink)
        most = max(2, points.map { max($0.arrived, $0.ended) }.max() ?? 0)
        let number = voice.grammar.numbers.whole
        frame = TextFrame(width: width, labels: [number(most), most % 2 == 0 ? number(most / 2) : "", number(0)])
    }

    /// Nothing where all came and ended on a day.
    func lines() -> [String] {
        guard let first = points.first, let last = points.last, first.day < last.day else { return [] }
        var (arrived, ended) = (grid, grid)
        arrived.draw { share(of: point(at: $0, first.day, last.day)?.arrived) }
        ended.draw { share(of: point(at: $0, first.day, last.day)?.ended) }
        let body = (0..<frame.rows).map { row in
            frame.axis(row) + canvas(row, arrived, ended) { point(at: 2 * $0 + 1, first.day, last.day) }
        }
        return body + [frame.rule, frame.spread([first.day.description, last.day.description])] + legend(last)
    }

    private var grid: BrailleGrid { BrailleGrid(columns: frame.columns, rows: frame.rows) }

    /// As it stood on the day of a half column.
    private func point(at place: Int, _ first: CivilDate, _ last: CivilDate) -> AuditPlots.BacklogPoint? {
        let day = first.adding(days: last.days(since: first) * place / max(1, frame.columns * 2 - 1))
        return points.last { $0.day <= day }
    }

    private func share(of count: Int?) -> Double? { count.map { Double($0) / Double(most) } }

    private func canvas(
        _ row: Int, _ arrived: BrailleGrid, _ ended: BrailleGrid, _ point: (Int) -> AuditPlots.BacklogPoint?
    ) -> String {
        let height = (1 - (Double(row) + 0.5) / Double(frame.rows)) * Double(most)
        var (output, blanks) = ("", "")
        for column in 0..<frame.columns {
            let cell: String
            if let dots = arrived.merged(with: ended, column, row) {
                cell = ink.paint(String(dots), .cyan)
            } else if let point = point(column), height > Double(point.ended), height < Double(point.arrived) {
                cell = ink.paint("░", .dim)
            } else {
                blanks += " "
                continue
            }
            output += blanks + cell
            blanks = ""
        }
        return output
    }

    private func legend(_ last: AuditPlots.BacklogPoint) -> [String] {
        let counts = [(Term.arrived, last.arrived), (.ended, last.ended), (.stillWaiting, last.arrived - last.ended)]
        let words = counts.map { (term, count) in
            (term == .stillWaiting ? "░ " : "") + voice[term] + " " + voice.line(voice.number(count))
        }
        return TextBlock.wrapped(words.joined(separator: voice[.separator]), width).map { ink.paint($0, .dim) }
    }
}
