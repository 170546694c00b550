import HearbackAPI
import HearbackCore

/// What belongs to a comment, below it: the article that it is about, or what happened to it.
struct PanelView {
    let panel: Review.Panel
    let comment: CommentResource
    let review: Review
    let measure: Int
    let room: Int

    /// As many as there is room for, with what is above and below them in the last.
    var rows: [ScreenRow] {
        let all = all
        guard all.count > limit else { return all }
        let first = min(review.panelScroll, all.count - step)
        let last = first + step
        let more = last < all.count ? "] for more" : "[ back"
        return all[first..<last] + [ScreenRow("rows \(first + 1)–\(last) of \(Figures.grouped(all.count)), \(more)", .dim)]
    }

    /// Rows that are shown of one that does not fit.
    var step: Int { limit - 1 }

    var lastScroll: Int { all.count > limit ? all.count - step : 0 }

    private var all: [ScreenRow] {
        switch panel {
        case .article: article
        case .history: history
        }
    }

    /// The comment has what it needs, up to half of the room.
    private var limit: Int {
        let text = TextLayout(comment.text ?? "", columns: measure).rows.count
        return max(3, room - min(max(0, text - 2), room / 2))
    }

    private var article: [ScreenRow] {
        guard let resource = review.bills[comment.bill] else { return [ScreenRow("The bill is on its way …", .dim)] }
        let bill = resource.bill
        var rows: [ScreenRow] = []
        if let article = bill.articles.first(where: { $0.id == comment.article }) {
            rows.append(ScreenRow("Article \(VisibleText.inline(article.id))", .bold))
            rows += titles(article.titles)
            rows += article.texts.map { text($0) } ?? []
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

    /// In the comment's language, else in the one that most can read.
    private func text(_ texts: LocalizedText) -> [ScreenRow] {
        texts.best(for: comment.language).map { lines($0, .plain) } ?? []
    }

    private var history: [ScreenRow] {
        let entries = comment.timeline
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
