package import HearbackCore

/// A comment that owes an answer, or the campaign that it stands for.
package struct AnswerItem: Hashable, Codable, Sendable {
    package var id: String
    package var reference: String
    package var bill: String
    package var article: String?
    package var language: Language
    package var submitterKind: SubmitterKind
    package var state: CommentStatus
    package var receivedAt: Instant
    /// Due by the end of this local day, `YYYY-MM-DD`.
    package var answerDue: String
    /// Civil days until the due day; negative when it has passed.
    package var daysToDue: Int
    package var overdue: Bool
    /// The confirmed campaign for which it stands, and how many of its comments owe an answer.
    package var campaign: String?
    package var members: Int?
    /// The text's beginning, at most 200 characters.
    package var excerpt: String

    package init(
        id: String, reference: String, bill: String, article: String?, language: Language, submitterKind: SubmitterKind, state: CommentStatus,
        receivedAt: Instant, answerDue: String, daysToDue: Int, campaign: String?, members: Int?, excerpt: String
    ) {
        (self.id, self.reference, self.bill, self.article, self.language) = (id, reference, bill, article, language)
        (self.submitterKind, self.state, self.receivedAt, self.answerDue) = (submitterKind, state, receivedAt, answerDue)
        (self.daysToDue, overdue, self.campaign, self.members, self.excerpt) = (daysToDue, daysToDue < 0, campaign, members, excerpt)
    }

    private enum CodingKeys: String, CodingKey {
        case id, reference, bill, article, language, state, overdue, campaign, members, excerpt
        case submitterKind = "submitter_kind"
        case receivedAt = "received_at"
        case answerDue = "answer_due"
        case daysToDue = "days_to_due"
    }
}

package struct AnswerPage: Hashable, Codable, Sendable {
    /// The first due first.
    package var items: [AnswerItem]
    /// How many comments owe an answer, each member of a campaign counted, whether shown or not.
    package var owed: Int

    package init(items: [AnswerItem], owed: Int) { (self.items, self.owed) = (items, owed) }
}
