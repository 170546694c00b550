import HearbackCore

/// The keys that mean something now, as many as fit.
struct KeysView {
    let review: Review
    let columns: Int

    var rows: [ScreenRow] {
        var row = ScreenRow()
        for (key, word) in keys {
            let needed = (row.width == 0 ? 0 : 2) + DisplayWidth.of(key) + 1 + DisplayWidth.of(word)
            guard row.width + needed <= columns else { break }
            row.append(row.width == 0 ? "" : "  ")
            row.append(key, .bold)
            row.append(" " + word)
        }
        return [row]
    }

    private var keys: [(key: String, word: String)] {
        switch review.mode {
        case .reading where review.current == nil: [("u", "undo"), ("f", "filter"), ("?", "help"), ("q", "quit")]
        // Where the row is short, the first must be the ones that nobody can do without.
        case .reading where columns < 75:
            [
                ("p", "publish"), ("r", "reject"), ("s", "skip"), ("?", "help"), ("u", "undo"), ("c", "ask"),
                ("n", "note"), ("q", "quit"),
            ]
        case .reading:
            [
                ("p", "publish"), ("r", "reject"), ("c", "ask"), ("n", "note"), ("s", "skip"), ("u", "undo"),
                ("a", "bill"), ("?", "help"), ("q", "quit"),
            ]
        case .choosingReason: [("Esc", "back")]
        case .writing: [("Enter", "send"), ("Esc", "back"), ("Ctrl-J", "new line"), ("Ctrl-O", "your editor")]
        case .filtering: [("Enter", "apply"), ("Esc", "back")]
        case .help: [("any key", "back")]
        case .confirming: [("y", "yes"), ("n", "no")]
        }
    }
}
