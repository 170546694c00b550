import HearbackAPI
import HearbackCore

/// What was found, as people see it: a line about the comment, and the passage below it.
enum SearchView {
    static func list(_ hits: [SearchHit], _ rendering: Rendering) -> [String] {
        guard !hits.isEmpty else { return ["nothing found"] }
        return hits.enumerated().flatMap { index, hit in
            (index == 0 ? [] : [""]) + [headline(hit, rendering)] + passage(hit, rendering)
        }
    }

    private static func headline(_ hit: SearchHit, _ rendering: Rendering) -> String {
        let facts = [
            hit.state.words, hit.bill + (hit.article.map { " art. \($0)" } ?? ""), hit.language.rawValue,
            hit.receivedAt.minuteText, hit.submitterName ?? hit.submitterKind.rawValue,
        ]
        let reference = VisibleText.inline(hit.reference)
        let room = rendering.width.map { max(10, $0 - DisplayWidth.of(reference) - 2) } ?? .max
        let rest = DisplayWidth.fit(VisibleText.inline(facts.joined(separator: " · ")), into: room)
        return rendering.palette.paint(reference, .bold) + "  " + rendering.palette.paint(rest, .dim)
    }

    private static func passage(_ hit: SearchHit, _ rendering: Rendering) -> [String] {
        let spans = hit.excerpt.map { (text: VisibleText.inline($0.text), isHit: $0.hit) }
        var (lines, line, width) = ([String](), "", 0)
        let room = max(10, (rendering.width ?? 100) - 4)
        func breakLine() {
            lines.append("  " + line)
            (line, width) = ("", 0)
        }
        for span in spans {
            for word in words(span.text) {
                let size = DisplayWidth.of(word)
                if width + size > room, width > 0 { breakLine() }
                let shown = width == 0 ? String(word.drop { $0 == " " }) : word
                guard !shown.isEmpty else { continue }
                line += rendering.palette.paint(shown, span.isHit ? .bold : .plain)
                width += DisplayWidth.of(shown)
            }
        }
        if !line.isEmpty { breakLine() }
        return lines
    }

    /// Each with the blanks before it.
    private static func words(_ text: String) -> [String] {
        var (words, word) = ([String](), "")
        for character in text {
            if character == " ", word.contains(where: { $0 != " " }) {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        return word.isEmpty ? words : words + [word]
    }
}
