import HearbackCore

/// Labelled facts below one another, wrapped beside their labels.
struct Facts {
    private let rendering: Rendering
    private(set) var lines: [String] = []
    private static let labelWidth = 13

    init(_ rendering: Rendering) {
        self.rendering = rendering
    }

    /// Nothing for nil. The value is data: it is made visible here.
    mutating func add(_ label: String, _ value: String?, _ style: Palette.Style = .plain) {
        guard let value else { return }
        let blanks = String(repeating: " ", count: max(1, Self.labelWidth - DisplayWidth.of(label)))
        let indent = String(repeating: " ", count: Self.labelWidth)
        let wrapped = TextBlock.lines(VisibleText.inline(value), indent: indent, width: rendering.width)
        for (index, line) in wrapped.enumerated() {
            let text = rendering.palette.paint(String(line.dropFirst(Self.labelWidth)), style)
            lines.append((index == 0 ? rendering.palette.paint(label, .dim) + blanks : indent) + text)
        }
    }
}
