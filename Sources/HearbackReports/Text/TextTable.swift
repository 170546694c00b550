import HearbackCore

/// A table in columns; where they do not fit, without the intervals; where that does not fit either, in several tables
/// below each other, or at last as a list for each row. Nothing but intervals is ever left out.
struct TextTable: Sendable {
    private static let gap = 2
    private static let mostLabel = 34
    private static let mostHeadLines = 3

    private struct Cell {
        let text: String
        let isNumber: Bool
        let width: Int

        init(text: String, isNumber: Bool) {
            (self.text, self.isNumber, width) = (text, isNumber, DisplayWidth.of(text))
        }
    }

    private let table: ReportTable
    private let voice: Voice
    private let width: Int
    private let ink: Ink

    init(_ table: ReportTable, voice: Voice, width: Int, ink: Ink) {
        (self.table, self.voice, self.width, self.ink) = (table, voice, width, ink)
    }

    func lines() -> [String] {
        let all = Array(table.columns.indices)
        let full = cells(withBounds: true)
        let bare = cells(withBounds: false)
        return grid(all, of: full) ?? grid(all, of: bare) ?? pieces(of: full) ?? pieces(of: bare) ?? list()
    }

    /// Every row's label and figures.
    private func cells(withBounds: Bool) -> [[Cell]] {
        table.rows.map { row in
            [Cell(text: line(row.label), isNumber: false)]
                + zip(table.columns, row.figures).map { column, figure in
                    Cell(text: text(figure, withBounds: withBounds), isNumber: !column.isText)
                }
        }
    }

    /// As many columns a piece as fit; nil where fewer than two would.
    private func pieces(of cells: [[Cell]]) -> [String]? {
        var lines: [String] = []
        var rest = Array(table.columns.indices)
        while !rest.isEmpty {
            let least = min(2, rest.count)
            guard
                let (count, piece) = (least...rest.count).reversed().lazy.compactMap({ count in
                    grid(Array(rest.prefix(count)), of: cells).map { (count, $0) }
                }).first
            else { return nil }
            lines += (lines.isEmpty ? [] : [""]) + piece
            rest.removeFirst(count)
        }
        return lines
    }

    private func line(_ prose: Prose) -> String { prose.line(rightToLeft: voice.isRightToLeft) }

    private func text(_ figure: Figure, withBounds: Bool) -> String {
        let told = voice.tell(figure)
        let bounds = withBounds ? told.bounds.map { " [" + line($0) + "]" } ?? "" : ""
        return line(told.main) + bounds
    }

    /// Some of the columns; nil when they are too wide.
    private func grid(_ chosen: [Int], of cells: [[Cell]]) -> [String]? {
        let columns = chosen.map { table.columns[$0] }
        let rows = cells.map { row in [row[0]] + chosen.map { row[$0 + 1] } }
        let bodies = (0...columns.count).map { index in rows.reduce(1) { max($0, $1[index].width) } }
        let heads = [Cell(text: table.labelTitle, isNumber: false)]
            + columns.map { Cell(text: $0.title, isNumber: !$0.isText) }
        guard let widths = widths(bodies, heads: heads.map(\.text), lastIsText: columns.last?.isText == true)
        else { return nil }
        let head = headLines(heads, widths)
        // Heads that are towers are worse to read than two tables.
        guard head.count <= Self.mostHeadLines || chosen.count <= 2 else { return nil }
        return head + rows.flatMap { body($0, widths) }
    }

    /// Columns are as wide as their cells and their heads' longest word; the label may be wrapped.
    private func widths(_ bodies: [Int], heads: [String], lastIsText: Bool) -> [Int]? {
        let words = heads.map { head in head.split(separator: " ").map { DisplayWidth.of($0) }.max() ?? 0 }
        var widths = zip(bodies, words).map { max($0, $1) }
        // The last column of words may be wrapped as well.
        let last = widths.count - 1
        if lastIsText { widths[last] = max(words[last], min(widths[last], 22)) }
        let others = widths.dropFirst().reduce(0) { $0 + $1 + Self.gap }
        let room = width - others
        guard room >= min(widths[0], 14), others < width else { return nil }
        widths[0] = min(widths[0], max(Self.mostLabel, words[0]), room)
        return widths
    }

    private func headLines(_ heads: [Cell], _ widths: [Int]) -> [String] {
        let wrapped = zip(heads, widths).map { TextBlock.wrapped($0.text, $1) }
        let height = wrapped.map(\.count).max() ?? 1
        return (0..<height).map { place in
            let cells = wrapped.indices.map { index in
                let above = height - wrapped[index].count
                return Cell(
                    text: place < above ? "" : wrapped[index][place - above], isNumber: heads[index].isNumber)
            }
            return ink.paint(joined(cells, widths), .bold)
        }
    }

    private func body(_ row: [Cell], _ widths: [Int]) -> [String] {
        let wrapped = zip(row, widths).map { TextBlock.wrapped($0.text, $1) }
        let height = wrapped.map(\.count).max() ?? 1
        return (0..<height).map { place in
            joined(
                wrapped.indices.map { index in
                    Cell(
                        text: place < wrapped[index].count ? wrapped[index][place] : "", isNumber: row[index].isNumber)
                }, widths)
        }
    }

    private func joined(_ cells: [Cell], _ widths: [Int]) -> String {
        var output = ""
        for (index, cell) in cells.enumerated() {
            let blanks = String(repeating: " ", count: max(0, widths[index] - cell.width))
            if index > 0 { output += String(repeating: " ", count: Self.gap) }
            output += cell.isNumber ? blanks + cell.text : cell.text + blanks
        }
        return String(output.reversed().drop { $0 == " " }.reversed())
    }

    /// Each row as a paragraph of `head: figure`.
    private func list() -> [String] {
        table.rows.flatMap { row in
            let figures = zip(table.columns, row.figures).map { column, figure in
                column.title + ": " + text(figure, withBounds: true)
            }
            return TextBlock.wrapped(line(row.label), width).map { ink.paint($0, .bold) }
                + figures.flatMap { TextBlock.wrapped($0, width - 2).map { "  " + $0 } }
        }
    }
}
