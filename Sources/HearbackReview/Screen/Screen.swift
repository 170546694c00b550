import HearbackCore

/// Columns and rows of a terminal.
package struct Size: Hashable, Sendable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
        (self.columns, self.rows) = (columns, rows)
    }

    /// Below this the screen only says so.
    package static let least = Size(columns: 40, rows: 10)
}

/// A piece of a row in one style. Its text is safe to print.
package struct Span: Hashable, Sendable {
    package var text: String
    package var style: Style

    package init(_ text: String, _ style: Style = .plain) {
        (self.text, self.style) = (text, style)
    }
}

/// One row of the screen, from the left.
package struct ScreenRow: Hashable, Sendable {
    package private(set) var spans: [Span]

    package init(_ spans: [Span] = []) {
        self.spans = spans
    }

    package init(_ text: String, _ style: Style = .plain) {
        spans = text.isEmpty ? [] : [Span(text, style)]
    }

    package static let blank = ScreenRow()

    package var text: String { spans.map(\.text).joined() }
    package var width: Int { spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }

    package mutating func append(_ text: String, _ style: Style = .plain) {
        if !text.isEmpty { spans.append(Span(text, style)) }
    }

    /// The row cut to a width, with `…` for what is missing.
    func fitted(_ columns: Int) -> ScreenRow {
        guard width > columns else { return self }
        var kept = ScreenRow()
        var room = columns
        for span in spans {
            let width = DisplayWidth.of(span.text)
            let isLast = width > room || (width == room && kept.width + width < self.width)
            // One column of this span, or of the room behind it, goes to the ellipsis.
            let text = isLast ? DisplayWidth.fit(span.text + "……", into: room) : span.text
            kept.append(text, span.style)
            if isLast { break }
            room -= width
        }
        return kept
    }

    /// With `right` at the right margin, where both fit; else `left` cut, for `right` is short and matters.
    static func sides(_ left: ScreenRow, _ right: ScreenRow, columns: Int) -> ScreenRow {
        let room = columns - right.width - 2
        guard room >= 8 else { return left.fitted(columns) }
        var row = left.fitted(room)
        row.append(String(repeating: " ", count: columns - right.width - row.width))
        for span in right.spans { row.append(span.text, span.style) }
        return row
    }
}

/// What the terminal is to show: as many rows as it has, none wider than it is.
package struct Screen: Hashable, Sendable {
    package struct Cursor: Hashable, Sendable {
        package var row: Int
        package var column: Int
    }

    package var size: Size
    package var rows: [ScreenRow]
    /// Where the next letter goes, from 0; nil while nothing is written.
    package var cursor: Cursor?

    package init(size: Size, rows: [ScreenRow], cursor: Cursor? = nil) {
        self.size = size
        self.rows = rows.prefix(size.rows).map { $0.fitted(size.columns) }
        self.rows += Array(repeating: .blank, count: max(0, size.rows - self.rows.count))
        self.cursor = cursor.map {
            Cursor(row: min($0.row, size.rows - 1), column: min($0.column, size.columns - 1))
        }
    }
}
