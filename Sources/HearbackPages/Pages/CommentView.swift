import HearbackAPI
import HearbackCore
import HearbackReports

/// A published comment with its answer and its outcome, or with how long there has been none.
struct CommentView {
    /// Bytes of markup that lists show of a comment, and of what was said to it; the rest is on the comment's own page.
    static let (excerpt, replyExcerpt) = (1_600, 800)

    let comment: PublishedComment
    let article: Article?
    let scene: PageScene
    let isWhole: Bool

    init(_ comment: PublishedComment, of bill: Bill, _ scene: PageScene, isWhole: Bool = false) {
        (self.comment, self.scene, self.isWhole) = (comment, scene, isWhole)
        article = bill.articles.first { $0.id == comment.article }
    }

    private var wording: Wording { scene.wording }

    var members: [String: PageValue] {
        let text = isWhole ? comment.text : Self.shortened(comment.text)
        return [
            "id": .outside(comment.id), "reference": .outside(comment.reference), "author": .markup(author),
            "href": .markup(scene.path("comments", comment.id)),
            "dates": .markup(SafeHTML(dates)), "article": .optional(articleName),
            "lang": .outside(comment.language.rawValue), "dir": .outside(TextDirection.of(comment.text, in: comment.language)),
            "text": .markup(SafeHTML(block: text)), "cut": .flag(isCut),
            "written": .optional(written),
            "redacted": .optional(comment.redactedAt.map { wording.html(.redactedOn, ["date": scene.date($0)]) }),
            "answer": answer, "outcome": outcome, "silence": .optional(silence),
        ]
    }

    private func shown(_ reply: String) -> String { isWhole ? reply : Self.shortened(reply, to: Self.replyExcerpt) }

    private var isCut: Bool {
        let replies = [answerText, outcomeText].compactMap { $0?.text }
        return !isWhole && (Self.shortened(comment.text) != comment.text || replies.contains { shown($0) != $0 })
    }

    private var author: SafeHTML {
        switch (comment.submitterKind, comment.association) {
        case (.person, _): wording.html(.byPerson)
        case (.association, let name?): wording.html(.byAssociation, ["name": .outside(name)])
        case (.association, nil): wording.html(.byAssociationUnnamed)
        }
    }

    private var dates: Prose {
        wording.say(.receivedOn, ["date": scene.date(comment.receivedAt)]) + .words(" · ")
            + wording.say(.publishedOn, ["date": scene.date(comment.publishedAt)])
    }

    private var articleName: SafeHTML? {
        guard let article, let title = article.titles.best(for: scene.language) else { return nil }
        return wording.html(.onArticle, ["article": .outside(title)])
    }

    /// Only where it is not the page's own.
    private var written: SafeHTML? {
        guard comment.language != scene.language else { return nil }
        return wording.html(.writtenIn, ["language": .words(comment.language.ownName)])
    }

    private var answer: PageValue {
        guard let answer = comment.answer, var reply = answerText else { return .flag(false) }
        reply.text = shown(reply.text)
        return .members(
            reply.members(in: comment.language).merging([
                "by": .markup(wording.html(.answeredOn, ["date": scene.date(answer.at)]))
            ]) { $1 })
    }

    private var answerText: ReplyText? {
        comment.answer.map { ReplyText($0.text, $0.translations, for: scene.language) }
    }

    private var outcomeText: ReplyText? {
        comment.outcome.map { ReplyText($0.reason, $0.translations, for: scene.language) }
    }

    private var outcome: PageValue {
        OutcomeView.value(comment.outcome, in: comment.language, scene, shown)
    }

    private var silence: SafeHTML? {
        guard comment.answer == nil else { return nil }
        return wording.html(.noAnswerYet, ["age": scene.age(since: comment.receivedAt)])
    }

    /// Cut between words where there are any, at most so many bytes long as markup.
    static func shortened(_ text: String, to bytes: Int = excerpt) -> String {
        var (end, cost) = (text.startIndex, 0)
        while end < text.endIndex {
            cost += SafeHTML(block: String(text[end])).text.utf8.count
            if cost > bytes { break }
            end = text.index(after: end)
        }
        guard end < text.endIndex else { return text }
        let cut = text[..<end]
        let word = cut.lastIndex { $0.isWhitespace }
        let kept = word.map { cut.utf8.distance(from: cut.startIndex, to: $0) > bytes / 2 ? cut[..<$0] : cut } ?? cut
        return kept + "…"
    }
}

/// What became of a proposal.
enum OutcomeView {
    /// - Parameter shorten: what is shown of the reason.
    static func value(
        _ outcome: OutcomeResource?, in language: Language, _ scene: PageScene, _ shorten: (String) -> String = { $0 }
    ) -> PageValue {
        guard let outcome else { return .flag(false) }
        var reply = ReplyText(outcome.reason, outcome.translations, for: scene.language)
        reply.text = shorten(reply.text)
        let members: [String: PageValue] = [
            "kind": .markup(scene.wording.html(Phrase(outcome.outcome))), "code": .outside(outcome.outcome.rawValue),
            "date": .markup(scene.wording.html(.answeredOn, ["date": scene.date(outcome.at)])),
            "citation": .optional(outcome.citation.map { scene.wording.html(.citedAs, ["citation": .outside($0)]) }),
        ]
        return .members(members.merging(reply.members(in: language, named: "reason")) { $1 })
    }
}
