/// Turns screens into what a terminal has to be sent: only rows that changed, each whole and placed absolutely.
///
/// A terminal may draw Arabic from the right, join letters, or measure a character otherwise than we do. Whole rows and
/// no automatic wrap keep such a difference inside its row.
package struct Painter: Sendable {
    private let isColoured: Bool
    private var shown: Screen?

    /// The alternate screen, bracketed paste, no automatic wrap (DEC private modes 1049, 2004 and 7).
    package static let enter = "\u{1B}[?1049h\u{1B}[?2004h\u{1B}[?7l\u{1B}[2J"
    package static let leave = "\u{1B}[0m\u{1B}[?7h\u{1B}[?2004l\u{1B}[?25h\u{1B}[?1049l"

    package init(isColoured: Bool) {
        self.isColoured = isColoured
    }

    /// The terminal shows something else now: paint everything next time.
    package mutating func forget() { shown = nil }

    package mutating func paint(_ screen: Screen) -> String {
        guard screen != shown else { return "" }
        var output = "\u{1B}[?25l"
        let isFresh = shown?.size != screen.size
        if isFresh { output += "\u{1B}[0m\u{1B}[2J" }
        for (index, row) in screen.rows.enumerated() where isFresh ? row != .blank : row != shown?.rows[index] {
            output += "\u{1B}[\(index + 1);1H\u{1B}[0m\u{1B}[2K"
            for span in row.spans {
                output += span.style == .plain ? span.text : styled(span)
            }
        }
        if let cursor = screen.cursor { output += "\u{1B}[\(cursor.row + 1);\(cursor.column + 1)H\u{1B}[?25h" }
        shown = screen
        return output
    }

    private func styled(_ span: Span) -> String {
        span.style.sequence(colour: isColoured) + span.text + "\u{1B}[0m"
    }
}
