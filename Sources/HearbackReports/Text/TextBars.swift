import HearbackCore
import HearbackLatency

/// P4 in a terminal: a bar for each band of age, in eighths of a character.
struct TextBars: Sendable {
    private let bands: [AuditAgeBand]
    private let voice: Voice
    private let width: Int
    private let ink: Ink

    init(_ bands: [AuditAgeBand], voice: Voice, width: Int, ink: Ink) {
        (self.bands, self.voice, self.width, self.ink) = (bands, voice, width, ink)
    }

    func lines() -> [String] {
        let labels = bands.map { line(voice.label(band: $0.fromDays, $0.throughDays)) }
        let counts = bands.map(count)
        let label = labels.map { DisplayWidth.of($0) }.max() ?? 0
        let room = max(4, min(60, width - label - 4 - (counts.map { DisplayWidth.of($0) }.max() ?? 0)))
        let most = max(1, bands.map(\.count).max() ?? 1)
        return bands.indices.map { index in
            let gap = String(repeating: " ", count: label - DisplayWidth.of(labels[index]))
            let bar = Self.bar(Double(bands[index].count) / Double(most), room)
            return gap + labels[index] + "  " + ink.paint(bar, .cyan) + (bar.isEmpty ? "" : " ") + counts[index]
        }
    }

    private func line(_ prose: Prose) -> String { prose.line(rightToLeft: voice.isRightToLeft) }

    private func count(_ band: AuditAgeBand) -> String {
        let share = band.share.map { " (" + line(voice.percent($0)) + ")" } ?? ""
        return line(voice.number(band.count)) + (band.count > 0 ? share : "")
    }

    /// Something for everything that is not zero.
    private static func bar(_ share: Double, _ room: Int) -> String {
        guard share > 0 else { return "" }
        let eighths = max(1, Int((share * Double(room * 8)).rounded()))
        let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + partial
    }
}
