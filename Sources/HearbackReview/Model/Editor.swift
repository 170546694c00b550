package import HearbackCore

/// A text being written, and the place in it.
package struct Editor: Hashable, Sendable {
    package enum Purpose: Hashable, Sendable {
        case explanation(RejectionReason)
        case question
        case note
    }

    package let purpose: Purpose
    package private(set) var text: String
    /// How many characters stand before the cursor.
    package private(set) var cursor: Int
    private let original: String

    /// The cursor starts behind the text.
    package init(_ purpose: Purpose, text: String) {
        (self.purpose, self.text, original, cursor) = (purpose, text, text, text.count)
    }

    package var isChanged: Bool { text != original }
    package var isBlank: Bool { !text.contains { !$0.isWhitespace } }

    /// The cursor's place in Unicode scalars.
    var scalarOffset: Int { text.prefix(cursor).unicodeScalars.count }

    package mutating func replace(with new: String) {
        (text, cursor) = (new, new.count)
    }

    mutating func insert(_ new: String) {
        let before = text.prefix(cursor) + new
        // Counted anew: a combining character joins the one before it.
        text = String(before + text.dropFirst(cursor))
        cursor = min(String(before).count, text.count)
    }

    /// True when the key meant something here.
    mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .lineEnd: insert("\n")
        case .tab: insert(" ")
        // Line ends of a paste arrive as the key Enter would send them.
        case .paste(let new): insert(String(new.map { $0 == "\r" || $0 == "\r\n" ? "\n" : $0 }))
        case .backspace: remove(from: cursor - 1, to: cursor)
        case .delete, .control("d"): remove(from: cursor, to: cursor + 1)
        case .left, .control("b"): move(to: cursor - 1)
        case .right, .control("f"): move(to: cursor + 1)
        case .home, .control("a"): move(to: lineStart)
        case .end, .control("e"): move(to: lineEnd)
        case .control("u"): remove(from: lineStart, to: cursor)
        case .control("k"): remove(from: cursor, to: max(lineEnd, cursor))
        case .control("w"): remove(from: wordStart, to: cursor)
        default: return false
        }
        return true
    }

    /// Up or down by rows as they are drawn, near the same column.
    mutating func moveRow(by step: Int, columns: Int) {
        let layout = TextLayout(text, columns: columns)
        let place = layout.place(of: scalarOffset)
        let row = min(max(0, place.row + step), layout.rows.count - 1)
        guard row != place.row, layout.rows.indices.contains(row) else { return }
        var used = 0
        let glyph = layout.rows[row].glyphs.first { glyph in
            used += glyph.width
            return used > place.column
        }
        let offset = glyph?.scalars.lowerBound ?? layout.rows[row].glyphs.last?.scalars.upperBound
            ?? layout.rows[row].scalars.lowerBound
        let scalars = text.unicodeScalars
        move(to: String(scalars.prefix(offset)).count)
    }

    private mutating func move(to place: Int) { cursor = min(max(0, place), text.count) }

    private mutating func remove(from start: Int, to end: Int) {
        let (start, end) = (max(0, start), min(text.count, end))
        guard start < end else { return }
        text = String(text.prefix(start) + text.dropFirst(end))
        cursor = min(start, text.count)
    }

    private var lineStart: Int {
        let before = text.prefix(cursor)
        return cursor - before.reversed().prefix { !$0.isNewline }.count
    }

    private var lineEnd: Int { cursor + text.dropFirst(cursor).prefix { !$0.isNewline }.count }

    private var wordStart: Int {
        let before = text.prefix(cursor).reversed()
        let blanks = before.prefix { $0.isWhitespace }.count
        return cursor - blanks - before.dropFirst(blanks).prefix { !$0.isWhitespace }.count
    }
}
