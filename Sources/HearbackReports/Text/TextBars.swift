import HearbackCore
import HearbackLatency

/// Bars in a terminal, in eighths of a character: P4 by age, P5 by month of arrival.
struct TextBars: Sendable {
    private struct Row {
        let label: String
        /// Of the longest bar; nil: nothing can be said.
        let share: Double?
        let text: String
    }

    private let rows: [Row]
    private let width: Int
    private let ink: Ink

    /// P4. A bar for each band of age.
    init(_ bands: [AuditAgeBand], voice: Voice, width: Int, ink: Ink) {
        let most = max(1, bands.map(\.count).max() ?? 1)
        let rows = bands.map { band in
            let share = band.share.map { " (" + voice.line(voice.percent($0)) + ")" } ?? ""
            return Row(
                label: voice.line(voice.label(band: band.fromDays, band.throughDays)),
                share: Double(band.count) / Double(most),
                text: voice.line(voice.number(band.count)) + (band.count > 0 ? share : ""))
        }
        self.init(rows, width, ink)
    }

    /// P5. A bar for each month, as long as the share that was decided by day 30.
    init(_ months: [AuditPlots.Month], voice: Voice, width: Int, ink: Ink) {
        let rows = months.map { month in
            let count = " (" + voice.line(voice.number(month.received)) + ")"
            guard let share = month.decidedByDay30 else {
                return Row(label: month.month, share: nil, text: voice[.notYetObservable] + count)
            }
            return Row(label: month.month, share: share.share, text: voice.line(voice.percent(share.share)) + count)
        }
        self.init(rows, width, ink)
    }

    private init(_ rows: [Row], _ width: Int, _ ink: Ink) {
        (self.rows, self.width, self.ink) = (rows, width, ink)
    }

    func lines() -> [String] {
        let label = rows.map { DisplayWidth.of($0.label) }.max() ?? 0
        let texts = rows.filter { $0.share != nil }.map { DisplayWidth.of($0.text) }
        let room = max(4, min(60, width - label - 4 - (texts.max() ?? 0)))
        return rows.map { row in
            let gap = String(repeating: " ", count: label - DisplayWidth.of(row.label))
            let bar = row.share.map { Self.bar($0, room) } ?? ""
            let text = row.share == nil ? ink.paint(row.text, .dim) : row.text
            return gap + row.label + "  " + (bar.isEmpty ? "" : ink.paint(bar, .cyan) + " ") + text
        }
    }

    /// Something for everything that is not zero.
    private static func bar(_ share: Double, _ room: Int) -> String {
        guard share > 0 else { return "" }
        let eighths = max(1, Int((share * Double(room * 8)).rounded()))
        let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + partial
    }
}

extension Voice {
    func line(_ prose: Prose) -> String { prose.line(rightToLeft: isRightToLeft) }
}
