import HearbackCore

/// All keys.
struct HelpView {
    let columns: Int

    private static let deciding: [(String, String)] = [
        ("p", "publish"), ("r", "reject, with a reason"), ("c", "ask for clarification"),
        ("n", "note for colleagues"), ("s", "skip; give it back"), ("u", "undo the last step"),
        ("x", "cover personal data"),
    ]
    private static let reading: [(String, String)] = [
        ("space b", "page down, up"), ("j k ↓ ↑", "line down, up"), ("g G", "beginning, end"), ("a", "article and bill"),
        ("h", "history of the comment"), ("[ ]", "page in either"), ("f", "filter the queue"), ("Esc", "dismiss a message"),
        ("Ctrl-L", "draw the screen anew"), ("Ctrl-Z", "suspend; fg comes back"), ("q Ctrl-C", "quit; gives back"),
    ]
    private static let writing: [(String, String)] = [
        ("Enter", "send"), ("Esc", "back, and keep it"), ("Ctrl-J", "new line"), ("Ctrl-O", "in $EDITOR"),
        ("Ctrl-U Ctrl-K", "delete to start, end"),
    ]

    var rows: [ScreenRow] {
        let left = block("Decide", Self.deciding) + [.blank] + block("Write", Self.writing)
        let right = block("Read", Self.reading)
        guard columns >= 72 else { return left + [.blank] + right }
        return (0..<max(left.count, right.count)).map { index in
            var row = left.indices.contains(index) ? left[index] : .blank
            guard right.indices.contains(index) else { return row }
            row.append(String(repeating: " ", count: max(2, columns / 2 - row.width)))
            for span in right[index].spans { row.append(span.text, span.style) }
            return row
        }
    }

    private func block(_ title: String, _ keys: [(String, String)]) -> [ScreenRow] {
        let width = 15
        return [ScreenRow(title, .dim)] + keys.map { key, words in
            let gap = String(repeating: " ", count: max(1, width - DisplayWidth.of(key)))
            return ScreenRow([Span(key, .bold), Span(gap + words)]).fitted(columns)
        }
    }
}
