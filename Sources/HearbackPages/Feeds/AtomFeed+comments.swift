package import HearbackAPI
package import HearbackCore
import HearbackReports

extension AtomFeed {
    /// What was published on a bill last.
    ///
    /// - Parameter site: the address of the whole site, without a slash at the end.
    package static func published(
        _ comments: [PublishedComment], on bill: Bill, site: String, _ scene: PageScene
    ) -> AtomFeed {
        let title = bill.titles.best(for: scene.language) ?? bill.reference
        return feed(
            comments, at: site + "/v1/bills/\(bill.id)/feed.atom", page: site + PagePath.path(scene.language, ["bills", bill.id]),
            title: title, site: site, scene
        ) { $0.publishedAt }
    }

    /// What was answered, or what became of it recorded, last.
    package static func replies(_ comments: [PublishedComment], site: String, _ scene: PageScene) -> AtomFeed {
        feed(
            comments, at: site + "/v1/answers.atom", page: site + PagePath.path(scene.language, []),
            title: scene.wording.text(.answersFeed), site: site, scene
        ) { $0.lastReply ?? $0.publishedAt }
    }

    private static func feed(
        _ comments: [PublishedComment], at address: String, page: String, title: String, site: String, _ scene: PageScene,
        published: (PublishedComment) -> Instant
    ) -> AtomFeed {
        let entries = comments.map { comment in
            Entry(
                id: "\(site)/v1/comments/\(comment.id)", address: site + PagePath.path(scene.language, ["comments", comment.id]),
                title: comment.reference, language: comment.language, published: published(comment),
                updated: [comment.publishedAt, comment.redactedAt, comment.lastReply].compactMap { $0 }.max() ?? comment.publishedAt,
                text: comment.feedText(scene.wording))
        }
        return AtomFeed(
            address: address, page: page, title: title, author: scene.institution, language: scene.language,
            updated: entries.map(\.updated).max() ?? Instant(milliseconds: 0), entries: entries)
    }
}

extension PublishedComment {
    fileprivate var lastReply: Instant? { [answer?.at, outcome?.at].compactMap { $0 }.max() }

    fileprivate func feedText(_ wording: Wording) -> String {
        var parts = [text]
        if let answer { parts.append(wording.text(.answerTitle) + ":\n" + answer.text) }
        if let outcome { parts.append(wording.text(.outcomeTitle) + ": " + wording.text(Phrase(outcome.outcome)) + "\n" + outcome.reason) }
        return parts.joined(separator: "\n\n")
    }
}
