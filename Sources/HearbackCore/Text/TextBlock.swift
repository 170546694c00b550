/// Wraps text to a width, between words where there are any.
package enum TextBlock {
    /// Lines with `indent` before each; nil is no limit.
    package static func lines(_ text: String, indent: String, width: Int?) -> [String] {
        let room = width.map { max(20, $0 - DisplayWidth.of(indent)) }
        return VisibleText.lines(text).flatMap { line in
            wrapped(line, room).map { $0.isEmpty ? trimmed(indent) : indent + $0 }
        }
    }

    private static func trimmed(_ indent: String) -> String {
        String(indent.reversed().drop { $0 == " " }.reversed())
    }

    /// One line that is safe to print already; nil is no limit.
    package static func wrapped(_ line: String, _ room: Int?) -> [String] {
        guard let room, DisplayWidth.of(line) > room else { return [line] }
        var lines: [String] = []
        var current = ""
        var used = 0
        for word in line.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
            for piece in pieces(word, room) {
                let width = DisplayWidth.of(piece)
                if used > 0, used + 1 + width > room {
                    lines.append(current)
                    (current, used) = (piece, width)
                } else {
                    current += used > 0 ? " " + piece : piece
                    used += width + (used > 0 ? 1 : 0)
                }
            }
        }
        return lines + [current]
    }

    /// A word, cut when it is wider than a line.
    private static func pieces(_ word: String, _ room: Int) -> [String] {
        guard DisplayWidth.of(word) > room else { return [word] }
        var pieces: [String] = []
        var current = ""
        var used = 0
        for character in word {
            let width = DisplayWidth.of(String(character))
            if used + width > room {
                pieces.append(current)
                (current, used) = ("", 0)
            }
            current.append(character)
            used += width
        }
        return pieces + [current]
    }
}
