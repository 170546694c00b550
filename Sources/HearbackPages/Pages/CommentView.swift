import HearbackAPI
import HearbackCore
import HearbackReports

/// A published comment with its answer and its outcome, or with how long there has been none.
struct CommentView {
    /// Characters that lists show of a text; the rest is on its own page.
    static let excerpt = 1_200

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
            "text": .markup(SafeHTML(block: text)), "cut": .flag(text != comment.text),
            "written": .optional(written),
            "redacted": .optional(comment.redactedAt.map { wording.html(.redactedOn, ["date": scene.date($0)]) }),
            "answer": answer, "outcome": outcome, "silence": .optional(silence),
        ]
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
        guard let answer = comment.answer else { return .flag(false) }
        let date = scene.date(answer.at)
        let by = answer.by.map { wording.html(.answeredBy, ["name": .outside($0), "date": date]) } ?? wording.html(.answeredOn, ["date": date])
        return .members([
            "by": .markup(by), "text": .markup(SafeHTML(block: answer.text)),
            "way": .outside(TextDirection.of(answer.text, in: comment.language)),
        ])
    }

    private var outcome: PageValue { OutcomeView.value(comment.outcome, in: comment.language, scene) }

    private var silence: SafeHTML? {
        guard comment.answer == nil else { return nil }
        return wording.html(.noAnswerYet, ["age": scene.age(since: comment.receivedAt)])
    }

    /// Cut between words where there are any.
    static func shortened(_ text: String) -> String {
        guard let end = text.index(text.startIndex, offsetBy: excerpt, limitedBy: text.endIndex), end < text.endIndex else { return text }
        let cut = text[..<end]
        let word = cut.lastIndex { $0.isWhitespace }
        let kept = word.map { cut.distance(from: cut.startIndex, to: $0) > excerpt / 2 ? cut[..<$0] : cut } ?? cut
        return kept + "…"
    }
}

/// What became of a proposal.
enum OutcomeView {
    static func value(_ outcome: OutcomeResource?, in language: Language, _ scene: PageScene) -> PageValue {
        guard let outcome else { return .flag(false) }
        return .members([
            "kind": .markup(scene.wording.html(Phrase(outcome.outcome))), "code": .outside(outcome.outcome.rawValue),
            "date": .markup(scene.wording.html(.answeredOn, ["date": scene.date(outcome.at)])),
            "reason": .markup(SafeHTML(block: outcome.reason)), "way": .outside(TextDirection.of(outcome.reason, in: language)),
            "citation": .optional(outcome.citation.map { scene.wording.html(.citedAs, ["citation": .outside($0)]) }),
        ])
    }
}
