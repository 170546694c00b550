import HearbackAPI
import HearbackCore

/// Below the comment: what is written or chosen, what was said last, the keys.
struct FootView {
    let review: Review
    let measure: Int
    let columns: Int
    /// Rows between the header and the bar.
    let room: Int

    /// Rows that a comment keeps, whatever else is shown.
    private static let leastText = 3

    var foot: Frame.Foot {
        var foot = Frame.Foot()
        switch review.mode {
        case .choosingReason: foot.rows = [.blank] + ReasonView(columns: columns, room: free).rows
        case .writing(let editor): foot = EditorView(editor: editor, review: review, measure: measure, room: free).foot
        case .filtering(let draft): foot.rows = [.blank] + FilterView(draft: draft, columns: columns, isShort: room < 12).rows
        case .reading:
            if let panel { foot.rows = [.blank] + panel.rows }
        case .help, .confirming: break
        }
        foot.rows += [.blank] + message + KeysView(review: review, columns: columns).rows
        return foot.trimmed(to: isMenu ? room : max(3, room - 2))
    }

    var panel: PanelView? {
        guard review.mode == .reading, let comment = review.current, let panel = review.panel else { return nil }
        return PanelView(panel: panel, comment: comment, review: review, measure: measure, room: free)
    }

    /// A menu needs all its rows; beside everything else the comment stays in sight.
    private var isMenu: Bool {
        switch review.mode {
        case .choosingReason, .filtering: true
        case .reading, .writing, .help, .confirming: false
        }
    }

    /// Without the comment's least, the message and the keys.
    private var free: Int { max(3, room - Self.leastText - 3) }

    /// One row, or as many as trouble needs; empty when there is nothing to say.
    private var message: [ScreenRow] {
        if case .confirming(let question) = review.mode { return [ScreenRow(words(question), .bold).fitted(columns)] }
        if let trouble = review.troubles.first {
            let more = review.troubles.count > 1 ? "  (\(review.troubles.count - 1) more)" : ""
            let rows = TextBlock.wrapped(VisibleText.inline(trouble) + more, columns - 6)
            return rows.prefix(3).enumerated().map { index, text in
                index == 0 ? ScreenRow([Span("Esc", .bold), Span("  "), Span(text, .alert)]) : ScreenRow("     " + text, .alert)
            }
        }
        guard let notice = review.notice else { return [.blank] }
        return TextBlock.wrapped(VisibleText.inline(notice.text), columns).prefix(2).map { ScreenRow($0, notice.style).fitted(columns) }
    }

    private func words(_ question: Review.Question) -> String {
        switch question {
        case .leave:
            "The daemon has not confirmed \(Figures.count(review.outbox.count, "decision")). Leave all the same? y/n"
        case .exposure: "Personal data is marked. Publish it for everybody to read? (x covers it) y/n"
        case .covering: "Cover the marked personal data? It can’t be uncovered. y/n"
        case .discard: "Forget what you wrote? y/n"
        }
    }
}
