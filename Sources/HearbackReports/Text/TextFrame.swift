import HearbackCore

/// What stands around a plot in a terminal: labels of the vertical axis, the horizontal one and its marks.
struct TextFrame: Sendable {
    let columns: Int
    let rows: Int
    /// Columns before the plot's own, the vertical axis among them.
    let margin: Int
    private let labels: [String]

    /// - Parameter labels: of the top, the middle and the bottom.
    init(width: Int, labels: [String]) {
        self.labels = labels
        margin = (labels.map { DisplayWidth.of($0) }.max() ?? 0) + 2
        columns = min(90, width - margin - 1)
        rows = width < 60 ? 8 : 11
    }

    func axis(_ row: Int) -> String {
        let place = [0, (rows - 1) / 2, rows - 1].firstIndex(of: row)
        let text = place.map { labels[$0] } ?? ""
        return String(repeating: " ", count: margin - 2 - DisplayWidth.of(text)) + text + (place == nil ? " │" : " ┤")
    }

    var rule: String { String(repeating: " ", count: margin - 1) + "└" + String(repeating: "─", count: columns) }

    /// Seconds since receipt at even steps, in days.
    func ticks(_ seconds: [Int64], end: Int64, _ voice: Voice) -> String {
        spread(
            seconds.map { mark in
                let days = Double(mark) / 86_400
                return end < 7 * 86_400
                    ? voice.grammar.numbers.short(days) : voice.grammar.numbers.whole(Int(days.rounded()))
            })
    }

    /// Texts centred below the marks of the axis; every second one where all are too many.
    func spread(_ texts: [String]) -> String {
        guard texts.count > 1 else { return "" }
        let widest = texts.map { DisplayWidth.of($0) }.max() ?? 0
        let step = (widest + 1) * (texts.count - 1) > columns ? 2 : 1
        var line = ""
        for index in stride(from: 0, to: texts.count, by: step) {
            let text = texts[index]
            let centre = margin + index * (columns - 1) / (texts.count - 1)
            let half = index == texts.count - 1 ? text.count - 1 : text.count / 2
            let start = max(line.isEmpty ? 0 : line.count + 1, centre - half)
            guard start + text.count <= margin + columns else { continue }
            line += String(repeating: " ", count: start - line.count) + text
        }
        return line
    }
}
