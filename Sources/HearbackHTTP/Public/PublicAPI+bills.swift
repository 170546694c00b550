import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension PublicAPI {
    /// Comments on one page, unless the caller asks for fewer.
    private static let pageLimit = 100

    func addBills(to group: RouterGroup<HearbackContext>) {
        group.get { request, _ in
            let now = ledger.now
            return try Response.publicJSON(BillList(bills: try await ledger.bills().map { BillResource($0, now: now) }), request)
        }
        group.get(":bill") { request, context in
            try Response.publicJSON(BillResource(try await bill(context), now: ledger.now), request)
        }
        group.get(":bill/comments") { request, context in
            try Response.publicJSON(try await page(of: try await bill(context), request), request)
        }
    }

    private func bill(_ context: HearbackContext) async throws -> BillRecord {
        guard let id = context.parameters.get("bill"), let record = try await ledger.bill(id) else {
            throw Problem(.notFound)
        }
        return record
    }

    private func page(of bill: BillRecord, _ request: Request) async throws -> PublishedPage {
        let limit = try request.limit(upTo: Self.pageLimit)
        return try await ledger.publishedPage(of: bill.bill.id, after: try request.published(after: request.given("after")), limit: limit)
    }
}

extension Ledger {
    /// Published comments on a bill, or on one of its articles.
    func publishedPage(of bill: String, article: String? = nil, after: CommentNumber?, limit: Int) async throws -> PublishedPage {
        // One more than the page shows whether another follows.
        let found = try await published(bill: bill, article: article, after: after, limit: limit + 1)
        let shown = found.prefix(limit)
        return PublishedPage(
            comments: shown.compactMap(PublishedComment.init),
            next: found.count > limit ? shown.last?.comment.number.id : nil)
    }
}

extension Request {
    /// The comment after which a page begins; nil for the first.
    func published(after text: String?) throws(Problem) -> CommentNumber? {
        guard let text else { return nil }
        guard let number = CommentNumber(id: text) else { throw Problem(.invalidField, field: "after") }
        return number
    }

    /// `?limit=`, 1 to `highest`, which is also what holds without it.
    func limit(upTo highest: Int) throws(Problem) -> Int {
        guard let text = given("limit") else { return highest }
        guard let limit = Int(text), (1...highest).contains(limit) else {
            throw Problem(.invalidField, detail: "use 1 to \(highest)", field: "limit")
        }
        return limit
    }
}
