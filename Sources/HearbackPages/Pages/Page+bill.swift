package import HearbackAPI
package import HearbackCore
import HearbackReports

extension Page {
    /// A bill: what it is, when it takes comments, its articles, what was published.
    ///
    /// - Parameter start: the comment after which `comments` begins; nil for the first ones.
    package static func bill(
        _ resource: BillResource, _ waiting: WaitingSummary, _ comments: PublishedPage, after start: String?, _ scene: PageScene
    ) -> Page {
        let bill = resource.bill
        let title = bill.titles.best(for: scene.language) ?? bill.reference
        let more: [String: PageValue] = [
            "facts": .list(facts(bill, scene)), "isFirst": .flag(start == nil),
            "articles": .list(bill.articles.map { articleLink($0, of: bill, scene) }), "hasArticles": .flag(!bill.articles.isEmpty),
            "published": .members(published(comments, of: bill, at: ["bills", bill.id], isFirst: start == nil, scene)),
            "times": .markup(scene.path("bills", bill.id, "statistics")),
            "data": .outside("/v1/bills/\(bill.id)/open-data/comments.csv"),
            "opensLater": .optional(resource.isComing(at: scene.now) ? scene.wording.html(.opensLater, ["date": scene.date(bill.window.opens)]) : nil),
        ]
        return Page(
            .bill, title: .outside(title), section: .bills, parts: ["bills", bill.id], feed: "/v1/bills/\(bill.id)/feed.atom",
            BillView(resource, waiting, scene).members.merging(more) { $1 })
    }

    /// An article with its text and what was published about it.
    package static func article(
        _ article: Article, of resource: BillResource, _ comments: PublishedPage, after start: String?, _ scene: PageScene
    ) -> Page {
        let bill = resource.bill
        let title = article.titles.best(for: scene.language) ?? article.id
        let parts = ["bills", bill.id, "articles", article.id]
        var text: PageValue = .flag(false)
        if let texts = article.texts, let words = texts.best(for: scene.language) {
            let language = texts.texts[scene.language] != nil ? scene.language : texts.texts.first { $0.value == words }?.key ?? scene.language
            text = .members([
                "words": .markup(SafeHTML(block: words)), "lang": .outside(language.rawValue),
                "dir": .outside(TextDirection.of(words, in: language)),
            ])
        }
        return Page(
            .article, title: .outside(title), section: .bills, parts: parts,
            [
                "bill": scene.titled(bill.titles), "back": .markup(scene.path("bills", bill.id)), "name": scene.titled(article.titles),
                "words": text, "open": .flag(resource.isOpen),
                "comment": .markup(SafeHTML(own: scene.path("bills", bill.id, "comment").text + "?article=" + PagePath.escaped(article.id))),
                "published": .members(published(comments, of: bill, at: parts, isFirst: start == nil, scene)),
            ])
    }

    /// One comment, with an address of its own.
    package static func comment(_ comment: PublishedComment, of bill: Bill, _ scene: PageScene) -> Page {
        Page(
            .comment, title: .outside(comment.reference), section: .bills, parts: ["comments", comment.id],
            [
                "bill": scene.titled(bill.titles), "back": .markup(scene.path("bills", bill.id)),
                "comment": .members(CommentView(comment, of: bill, scene, isWhole: true).members),
            ])
    }

    private static func articleLink(_ article: Article, of bill: Bill, _ scene: PageScene) -> PageValue {
        .members(["href": .markup(scene.path("bills", bill.id, "articles", article.id)), "name": scene.titled(article.titles)])
    }

    private static func published(
        _ page: PublishedPage, of bill: Bill, at parts: [String], isFirst: Bool, _ scene: PageScene
    ) -> [String: PageValue] {
        let path = PagePath.path(scene.language, parts)
        return [
            "comments": .list(page.comments.map { .members(CommentView($0, of: bill, scene).members) }),
            "none": .flag(page.comments.isEmpty),
            "next": .optional(page.next.map { SafeHTML(own: path + "?after=" + PagePath.escaped($0) + "#comments") }),
            "first": .optional(isFirst ? nil : SafeHTML(own: path + "#comments")),
        ]
    }

    private static func facts(_ bill: Bill, _ scene: PageScene) -> [PageValue] {
        let rows: [(Phrase, Prose?)] = [
            (.reference, .outside(bill.reference)),
            (.sponsors, bill.sponsors.isEmpty ? nil : bill.sponsors.map { Prose.outside($0) }.joined(by: " · ")),
            (.committee, bill.committee.map { .outside($0) }), (.stage, bill.stage.map { .outside($0) }),
            (.vote, bill.vote.map { scene.date($0) }),
        ]
        return rows.compactMap { phrase, value in
            value.map { .members(["name": .markup(scene.wording.html(phrase)), "value": .markup(SafeHTML($0))]) }
        }
    }
}
