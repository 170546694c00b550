import HearbackCore

/// Rows and columns, fitted to a width.
struct Table {
    struct Column {
        enum Alignment { case left, right }

        var title: String
        var alignment = Alignment.left
        /// Set for columns that may be cut, down to this many columns of the terminal.
        var least: Int?
        /// Set for columns that may be left out when cutting is not enough; the lowest goes first.
        var leavesAt: Int?

        init(_ title: String, _ alignment: Alignment = .left, least: Int? = nil, leavesAt: Int? = nil) {
            (self.title, self.alignment, self.least, self.leavesAt) = (title, alignment, least, leavesAt)
        }
    }

    struct Cell {
        var text: String
        var style: Palette.Style

        init(_ text: String, _ style: Palette.Style = .plain) {
            (self.text, self.style) = (VisibleText.inline(text), style)
        }
    }

    /// Free text belongs in the last column: right-to-left text there can't reorder its neighbours.
    var columns: [Column]
    var rows: [[Cell]]

    private static let gap = 2

    /// The table's lines; nil is no limit.
    func lines(width: Int?, palette: Palette) -> [String] {
        let shape = Fit(columns: columns, natural: naturalWidths, gap: Self.gap).within(width)
        let header = line(columns.map { Cell($0.title, .bold) }, shape, palette)
        var lines = [header] + rows.map { line($0, shape, palette) }
        let missing = columns.indices.filter { shape[$0] == nil }.map { columns[$0].title }
        if !missing.isEmpty {
            let note = "(not shown at this width: \(missing.joined(separator: ", ")))"
            lines.append(palette.paint(DisplayWidth.fit(note, into: width ?? .max), .dim))
        }
        return lines
    }

    private var naturalWidths: [Int] {
        columns.indices.map { index in
            rows.reduce(DisplayWidth.of(columns[index].title)) { widest, row in
                max(widest, index < row.count ? DisplayWidth.of(row[index].text) : 0)
            }
        }
    }

    private func line(_ cells: [Cell], _ shape: [Int?], _ palette: Palette) -> String {
        let shown = columns.indices.compactMap { index in shape[index].map { (index, $0) } }
        var output = ""
        for (place, (index, width)) in shown.enumerated() where index < cells.count {
            let cell = cells[index]
            let text = DisplayWidth.fit(cell.text, into: width)
            let blanks = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
            let isLast = place == shown.count - 1
            let painted = palette.paint(text, cell.style)
            output += columns[index].alignment == .right ? blanks + painted : painted + (isLast ? "" : blanks)
            if !isLast { output += String(repeating: " ", count: Self.gap) }
        }
        return String(output.reversed().drop { $0 == " " }.reversed())
    }
}

/// Which columns stay, and how wide.
private struct Fit {
    let columns: [Table.Column]
    let natural: [Int]
    let gap: Int

    /// A width for each column, nil for those that are left out.
    func within(_ limit: Int?) -> [Int?] {
        var shape = natural.map(Optional.some)
        guard let limit else { return shape }
        while excess(shape, limit) > reserve(shape) {
            let droppable = columns.indices.filter { shape[$0] != nil && columns[$0].leavesAt != nil }
            guard let first = droppable.min(by: { (columns[$0].leavesAt ?? 0) < (columns[$1].leavesAt ?? 0) })
            else { break }
            shape[first] = nil
        }
        shrink(&shape, by: excess(shape, limit))
        return shape
    }

    private func excess(_ shape: [Int?], _ limit: Int) -> Int {
        let kept = shape.compactMap { $0 }
        return kept.reduce(0, +) + gap * max(0, kept.count - 1) - limit
    }

    private func slack(_ shape: [Int?], _ index: Int) -> Int {
        guard let width = shape[index], let least = columns[index].least else { return 0 }
        return max(0, width - least)
    }

    private func reserve(_ shape: [Int?]) -> Int {
        columns.indices.reduce(0) { $0 + slack(shape, $1) }
    }

    /// Takes from the widest first, so that short columns stay whole.
    private func shrink(_ shape: inout [Int?], by excess: Int) {
        var rest = excess
        while rest > 0 {
            let candidates = columns.indices.filter { slack(shape, $0) > 0 }
            guard let widest = candidates.max(by: { (shape[$0] ?? 0) < (shape[$1] ?? 0) }), let width = shape[widest]
            else { return }
            let second = candidates.filter { $0 != widest }.compactMap { shape[$0] }.max() ?? 0
            let step = min(rest, slack(shape, widest), max(1, width - second))
            shape[widest] = width - step
            rest -= step
        }
    }
}
