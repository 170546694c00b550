import HearbackCore

/// A character of a text as the terminal shows it.
struct Glyph: Hashable, Sendable {
    /// Safe to print.
    var text: String
    var width: Int
    /// Where it stands in the text, in Unicode scalars.
    var scalars: Range<Int>
    /// Shown by its code, because a terminal would obey it or hide it.
    var isCode: Bool
}

/// A text broken into rows, between words where there are any. Rows keep the text's order: direction is the terminal's.
struct TextLayout: Sendable {
    struct Row: Hashable, Sendable {
        var glyphs: [Glyph]
        /// The scalars that the row covers, its line end included.
        var scalars: Range<Int>

        var width: Int { glyphs.reduce(0) { $0 + $1.width } }
    }

    private(set) var rows: [Row] = []

    init(_ text: String, columns: Int) {
        let columns = max(8, columns)
        var line: [Glyph] = []
        var offset = 0
        var start = 0
        for character in text {
            let length = character.unicodeScalars.count
            if character == "\n" || character == "\r" || character == "\r\n" {
                append(line, from: start, to: offset + length, columns)
                (line, start) = ([], offset + length)
            } else {
                line.append(Self.glyph(character, offset..<offset + length))
            }
            offset += length
        }
        append(line, from: start, to: offset, columns)
    }

    private static func glyph(_ character: Character, _ scalars: Range<Int>) -> Glyph {
        if character == "\t" { return Glyph(text: "    ", width: 4, scalars: scalars, isCode: false) }
        let plain = String(character)
        if scalars.count == 1, let scalar = character.unicodeScalars.first, isPlain(scalar) {
            return Glyph(text: plain, width: 1, scalars: scalars, isCode: false)
        }
        let shown = VisibleText.inline(plain)
        return Glyph(
            text: shown, width: DisplayWidth.of(shown), scalars: scalars,
            isCode: character.unicodeScalars.contains(where: VisibleText.acts))
    }

    /// Letters of our five languages, one column each and harmless, as the tests check: most texts are nothing else.
    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x17F, 0x621...0x63A, 0x641...0x64A, 0x2D30...0x2D67, 0x2019, 0x2026: true
        default: false
        }
    }

    /// Breaks one line of the text. A blank where a row ends is not drawn.
    private mutating func append(_ line: [Glyph], from start: Int, to end: Int, _ columns: Int) {
        var rest = line[...]
        var from = start
        while let cut = Self.cut(rest, columns) {
            let to = rest[cut.next...].first?.scalars.lowerBound ?? end
            rows.append(Row(glyphs: Array(rest[..<cut.end]), scalars: from..<to))
            (rest, from) = (rest[cut.next...], to)
        }
        rows.append(Row(glyphs: Array(rest), scalars: from..<max(from, end)))
    }

    /// Where a row must end and where the next begins; nil when everything fits.
    private static func cut(_ glyphs: ArraySlice<Glyph>, _ columns: Int) -> (end: Int, next: Int)? {
        var used = 0
        var lastBlank: Int?
        for index in glyphs.indices {
            used += glyphs[index].width
            let isBlank = glyphs[index].text == " "
            if used > columns, index > glyphs.startIndex {
                if isBlank { return (index, index + 1) }
                if let blank = lastBlank, blank > glyphs.startIndex { return (blank, blank + 1) }
                return (index, index)
            }
            if isBlank { lastBlank = index }
        }
        return nil
    }

    /// The row and the column at which the scalar at `offset` is drawn, or would be.
    func place(of offset: Int) -> (row: Int, column: Int) {
        let last = max(0, rows.count - 1)
        let row = rows.firstIndex { offset < $0.scalars.upperBound } ?? last
        guard rows.indices.contains(row) else { return (0, 0) }
        return (row, rows[row].glyphs.prefix { $0.scalars.lowerBound < offset }.reduce(0) { $0 + $1.width })
    }
}
