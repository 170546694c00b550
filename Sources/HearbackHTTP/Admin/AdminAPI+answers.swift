import HearbackAPI
import HearbackCore
import HearbackStore
import HearbackTime
import Hummingbird

extension AdminAPI {
    private static let pageLimit = 1_000

    /// `GET answers`: what still owes an answer, by due day. Queries: `bill`, `language`, `overdue=true`, `limit`.
    func addAnswers(to group: RouterGroup<HearbackContext>) {
        group.get { request, context in
            try context.require(.moderator, .responder, .auditor, .administrator)
            let filter = AnswerFilter(bill: request.query("bill"), language: try request.queryLanguage(), within: context.scope)
            let isOverdueOnly = request.query("overdue") == "true"
            let found = try await ledger.unanswered(
                filter, until: isOverdueOnly ? now : nil, limit: try request.limit(upTo: Self.pageLimit))
            let today = self.today
            return try Response.json(
                AnswerPage(items: found.map { AnswerItem($0, today: today) }, owed: try await ledger.unansweredCount(filter)))
        }
    }
}

extension AnswerItem {
    fileprivate init(_ owed: UnansweredComment, today: CivilDate) {
        let comment = owed.comment
        self.init(
            id: comment.number.id, reference: CommentReference.text(of: comment.number), bill: comment.bill, article: comment.article,
            language: comment.language, submitterKind: comment.submitterKind, state: comment.state.status, receivedAt: comment.received,
            answerDue: owed.due, daysToDue: CivilDate(owed.due)?.days(since: today) ?? 0, campaign: owed.campaign?.number.id,
            members: owed.campaign?.count, excerpt: owed.excerpt)
    }
}
