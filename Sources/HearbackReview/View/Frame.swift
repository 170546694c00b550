import HearbackAPI
import HearbackCore

/// How the rows are shared out: the comment gets what the rest does not need.
struct Frame {
    let size: Size
    /// Columns left of everything.
    let margin: Int
    /// Columns of running text: no wider than reads well.
    let measure: Int
    let header: [ScreenRow]
    let text: [ScreenRow]
    let foot: Foot
    let panel: PanelView?
    let textHeight: Int

    /// How far the text can be moved up.
    var lastScroll: Int { max(0, text.count - textHeight) }

    /// What stands below the comment, with the cursor where something is written.
    struct Foot {
        var rows: [ScreenRow] = []
        var cursor: Screen.Cursor?

        /// Blank rows go first where there is little room, then what stands highest.
        func trimmed(to room: Int) -> Foot {
            var foot = self
            while foot.rows.count > room, !foot.rows.isEmpty {
                let index = foot.rows.firstIndex(of: .blank) ?? 0
                foot.rows.remove(at: index)
                if let row = foot.cursor?.row, index < row { foot.cursor?.row -= 1 }
            }
            return foot
        }
    }

    static let widestMeasure = 76

    init(_ review: Review) {
        size = review.size
        margin = size.columns >= 60 ? 2 : 1
        measure = min(Self.widestMeasure, size.columns - 2 * margin)
        let isShort = size.rows < 16
        header = HeaderView(review: review, columns: size.columns - 2 * margin, isShort: isShort).rows
        // The last row is the bar's.
        let room = size.rows - header.count - 1
        let footView = FootView(review: review, measure: measure, columns: size.columns - 2 * margin, room: room)
        foot = footView.foot
        panel = footView.panel
        textHeight = max(0, room - foot.rows.count)
        text = Self.body(review, measure: measure, columns: size.columns - 2 * margin)
    }

    /// Where in a long text the screen is, in the blank row below it.
    func position(_ first: Int) -> ScreenRow {
        guard lastScroll > 0, textHeight > 0 else { return .blank }
        let last = min(text.count, first + textHeight)
        let rest = last < text.count ? "space for more" : "end"
        return ScreenRow("lines \(first + 1)–\(last) of \(Figures.grouped(text.count)), \(rest)", .dim)
    }

    private static func body(_ review: Review, measure: Int, columns: Int) -> [ScreenRow] {
        if review.mode == .help { return HelpView(columns: columns).rows }
        guard let comment = review.current else { return WaitingView(review: review, measure: measure).rows }
        guard let text = comment.text else { return [ScreenRow("(erased)", .dim)] }
        let found = comment.screening?.findings.compactMap(\.span)
        return CommentText(text: text, columns: measure, found: found ?? []).rows
    }
}

extension Review {
    var frame: Frame { Frame(self) }

    var panelView: PanelView? { frame.panel }

    /// The session as the terminal shows it.
    package func render() -> Screen {
        guard size.columns >= Size.least.columns, size.rows >= Size.least.rows else { return tooSmall }
        let frame = self.frame
        let first = mode == .help ? 0 : min(scroll, frame.lastScroll)
        let shown = frame.text.dropFirst(first).prefix(frame.textHeight)
        let blanks = Array(repeating: ScreenRow.blank, count: frame.textHeight - shown.count)
        let indent = String(repeating: " ", count: frame.margin)
        var foot = frame.foot.rows
        if foot.first == .blank { foot[0] = frame.position(first) }
        let rows = (frame.header + shown + blanks + foot).map { $0.indented(indent) }
        let above = frame.header.count + frame.textHeight
        let cursor = frame.foot.cursor.map {
            Screen.Cursor(row: above + $0.row, column: frame.margin + $0.column)
        }
        return Screen(size: size, rows: rows + [StatusBar(review: self).row], cursor: cursor)
    }

    private var tooSmall: Screen {
        let least = "\(Size.least.columns)×\(Size.least.rows)"
        return Screen(
            size: size, rows: [ScreenRow("Too small: \(least) is needed.", .bold), ScreenRow("Enlarge it, or q to quit.")])
    }
}

extension ScreenRow {
    func indented(_ indent: String) -> ScreenRow {
        spans.isEmpty ? self : ScreenRow([Span(indent)] + spans)
    }
}
