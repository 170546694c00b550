import HearbackAPI
import HearbackCore

/// Which comment this is, and how long it has waited.
struct HeaderView {
    let review: Review
    let columns: Int
    let isShort: Bool

    var rows: [ScreenRow] {
        guard review.mode != .help else { return [ScreenRow("Keys", .bold), .blank] }
        guard let comment = review.current else { return [.blank] }
        let name = ScreenRow(VisibleText.inline(comment.reference), .bold)
        var rows = [ScreenRow.sides(name, due(comment), columns: columns), bill(comment), submitter(comment)]
        rows = rows.map { $0.fitted(columns) }
        if review.size.rows < 12 { return rows }
        if let flags = flags(comment) { rows.append(flags.fitted(columns)) }
        return (isShort ? [] : [.blank]) + rows + [.blank]
    }

    private func due(_ comment: CommentResource) -> ScreenRow {
        let waits = Figures.age(seconds: (review.now.milliseconds - comment.receivedAt.milliseconds) / 1_000)
        let isLate = comment.timeline.contains { $0.event == .targetMissed && $0.clock == .decision }
        let due = isLate ? Span("was due \(comment.decisionDue)", .alert) : Span("due \(comment.decisionDue)", .dim)
        return columns < 56 ? ScreenRow([due]) : ScreenRow([Span("waits \(waits)  "), due])
    }

    /// Free text stands last in its row, where a right-to-left title can't reorder its neighbours.
    private func bill(_ comment: CommentResource) -> ScreenRow {
        let bill = review.bills[comment.bill]?.bill
        var row = ScreenRow(VisibleText.inline(bill?.reference ?? comment.bill))
        if let article = comment.article { row.append(", article \(VisibleText.inline(article))") }
        if let title = bill?.titles.best(for: comment.language) { row.append("  " + VisibleText.inline(title), .dim) }
        return row
    }

    /// What screening found; its places are underlined in the text.
    private func flags(_ comment: CommentResource) -> ScreenRow? {
        guard let screening = comment.screening, !screening.flags.isEmpty else { return nil }
        return ScreenRow([Span("flagged: "), Span(screening.flags.map(\.title).joined(separator: ", "), .bold)])
    }

    private func submitter(_ comment: CommentResource) -> ScreenRow {
        var parts = [comment.language.name, comment.submitterKind.rawValue]
        if comment.timeline.contains(where: { $0.event == .appealed }) { parts.append("appeal") }
        let notes = comment.timeline.count { $0.event == .noteAdded }
        if notes > 0 { parts.append(Figures.count(notes, "note")) }
        var row = ScreenRow(parts.joined(separator: " · "))
        if let name = comment.submitterName { row.append("  " + VisibleText.inline(name), .dim) }
        return row
    }
}
