import HearbackAPI
import HearbackCore

/// A text being written, below the comment that it is about.
struct EditorView {
    let editor: Editor
    let review: Review
    let measure: Int
    let room: Int

    var foot: Frame.Foot {
        let layout = TextLayout(editor.text, columns: measure)
        let place = layout.place(of: editor.scalarOffset)
        let height = max(1, min(layout.rows.count, room - 2))
        let first = max(0, min(place.row - height + 1, layout.rows.count - height))
        let shown = CommentText(text: editor.text, columns: measure).rows.dropFirst(first).prefix(height)
        let rows = [.blank, ScreenRow(title, .bold).fitted(measure)] + shown
        return Frame.Foot(
            rows: rows, cursor: Screen.Cursor(row: 2 + place.row - first, column: min(place.column, measure - 1)))
    }

    private var title: String {
        let language = review.current.map { " in \($0.language.name)" } ?? ""
        return switch editor.purpose {
        case .explanation(let reason): "Reject: \(reason.title). The submitter is told\(language):"
        case .question: "Ask the submitter\(language):"
        case .note: "Note for colleagues:"
        }
    }
}
