import HearbackAPI
import HearbackCore

/// A text in rows, with what needs an eye standing out.
struct CommentText {
    let text: String
    let columns: Int
    /// Where to look, in Unicode scalars.
    var found: [Range<Int>] = []

    var rows: [ScreenRow] {
        TextLayout(text, columns: columns).rows.map { row in
            var spans: [Span] = []
            for glyph in row.glyphs {
                let style = style(glyph)
                if let last = spans.indices.last, spans[last].style == style {
                    spans[last].text += glyph.text
                } else {
                    spans.append(Span(glyph.text, style))
                }
            }
            return ScreenRow(spans)
        }
    }

    private func style(_ glyph: Glyph) -> Style {
        if glyph.isCode { return .code }
        return found.contains { $0.overlaps(glyph.scalars) } ? .found : .plain
    }
}

extension FindingResource {
    /// Where it stands in the text that is shown; nil where a redaction covers it.
    var span: Range<Int>? {
        guard let start, let end, start < end else { return nil }
        return start..<end
    }
}
