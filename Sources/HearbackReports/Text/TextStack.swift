import HearbackCore
import HearbackLatency

/// P2 in a terminal: how waits had ended by a day, stacked from below; what is left empty above still waits.
struct TextStack: Sendable {
    private static let shades = ["█", "▓", "▒", "░"]
    private let plots: AuditPlots
    private let voice: Voice
    private let width: Int
    private let ink: Ink
    private let frame: TextFrame

    init(_ plots: AuditPlots, voice: Voice, width: Int, ink: Ink) {
        (self.plots, self.voice, self.width, self.ink) = (plots, voice, width, ink)
        frame = TextFrame(width: width, labels: ["100 %", "50 %", "0 %"])
    }

    /// Nothing where nobody was seen for any time.
    func lines() -> [String] {
        guard let end = plots.incidence.last?.seconds, end > 0 else { return [] }
        let levels = (0..<frame.columns).map { self.levels(at: end * Int64($0) / Int64(max(1, frame.columns - 1))) }
        let body = (0..<frame.rows).map { row in
            let line = levels.map { shade($0, 1 - (Double(row) + 0.5) / Double(frame.rows)) }.joined()
            let blanks = line.reversed().prefix { $0 == " " }.count
            return frame.axis(row) + ink.paint(String(line.dropLast(blanks)), .cyan)
        }
        return body + [frame.rule, frame.spread(marks(end))] + legend
    }

    /// Where each shade ends, from below, at a time.
    private func levels(at seconds: Int64) -> [Double] {
        guard let point = plots.incidence.last(where: { $0.seconds <= seconds }) else { return [] }
        var sum = 0.0
        return [point.published, point.rejected, point.withdrawn, point.lapsed].map { share in
            sum += share
            return sum
        }
    }

    private func shade(_ levels: [Double], _ height: Double) -> String {
        levels.firstIndex { height < $0 }.map { Self.shades[$0] } ?? " "
    }

    /// Days at the beginning, in the middle and at the end.
    private func marks(_ end: Int64) -> [String] {
        [0, end / 2, end].map { voice.grammar.numbers.short((Double($0) / 8_640).rounded() / 10) }
    }

    private var legend: [String] {
        let words = zip(Self.shades, [Term.published, .rejected, .withdrawn, .lapsed]).map { $0 + " " + voice[$1] }
        return TextBlock.wrapped(voice[.daysWaited] + voice[.separator] + words.joined(separator: "  "), width)
            .map { ink.paint($0, .dim) }
    }
}
