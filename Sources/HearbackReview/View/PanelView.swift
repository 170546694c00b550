import HearbackAPI
import HearbackCore

/// What belongs to a comment, below it: the article that it is about, or what happened to it.
struct PanelView {
    let panel: Review.Panel
    let comment: CommentResource
    let review: Review
    let measure: Int
    let room: Int

    var rows: [ScreenRow] {
        let rows =
            switch panel {
            case .article: article
            case .history: history
            }
        let text = TextLayout(comment.text ?? "", columns: measure).rows.count
        let limit = max(3, room - min(max(0, text - 2), room / 2))
        return rows.count <= limit ? rows : rows.prefix(limit - 1) + [ScreenRow("…", .dim)]
    }

    private var article: [ScreenRow] {
        guard let resource = review.bills[comment.bill] else { return [ScreenRow("The bill is on its way …", .dim)] }
        let bill = resource.bill
        var rows: [ScreenRow] = []
        if let article = bill.articles.first(where: { $0.id == comment.article }) {
            rows.append(ScreenRow("Article \(VisibleText.inline(article.id))", .bold))
            rows += titles(article.titles)
        }
        rows.append(ScreenRow("\(VisibleText.inline(bill.reference)), \(bill.kind.words)", .bold))
        rows += titles(bill.titles)
        let facts = [bill.committee, bill.stage, resource.isOpen ? "open for comments" : "closed for comments"]
        return rows + facts.compactMap { $0 }.flatMap { lines($0, .dim) }
    }

    /// In the comment's language first; each in rows of its own, for each has its own direction.
    private func titles(_ text: LocalizedText) -> [ScreenRow] {
        let order = [comment.language] + Language.allCases.filter { $0 != comment.language }
        return order.compactMap { text.texts[$0] }.flatMap { lines($0, .plain) }
    }

    private var history: [ScreenRow] {
        let entries = comment.timeline.suffix(12)
        return [ScreenRow("What happened (UTC)", .bold)] + entries.flatMap { entry in
            let who = entry.actor.map(VisibleText.inline) ?? entry.role.rawValue
            var words = "\(entry.at.secondText)  \(entry.event.words), \(who)"
            if let reason = entry.reason { words += ": \(VisibleText.inline(reason))" }
            let text = entry.event == .received ? nil : entry.text
            return [ScreenRow(words).fitted(measure)] + (text.map { lines($0, .dim, indent: "    ") } ?? [])
        }
    }

    private func lines(_ text: String, _ style: Style, indent: String = "  ") -> [ScreenRow] {
        TextBlock.lines(text, indent: indent, width: measure).map { ScreenRow($0, style) }
    }
}
