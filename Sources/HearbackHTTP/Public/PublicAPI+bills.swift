import HearbackAPI
import HearbackCore
import HearbackStore
import HearbackPages
import Hummingbird
import NIOCore

extension PublicAPI {
    /// Comments on one page, unless the caller asks for fewer.
    private static let pageLimit = 100

    func addBills(to group: RouterGroup<HearbackContext>) {
        group.get { request, _ in
            try await shared(request, key: "bills") {
                let now = ledger.now
                return try Self.json(BillList(bills: try await ledger.bills().map { BillResource($0, now: now) }))
            }
        }
        group.get(":bill") { request, context in
            let id = context.parameters.get("bill") ?? ""
            return try await shared(request, key: "bill \(id)") { try Self.json(BillResource(try await bill(id), now: ledger.now)) }
        }
        group.get(":bill/comments") { request, context in
            let id = context.parameters.get("bill") ?? ""
            let limit = try request.limit(upTo: Self.pageLimit)
            let (after, article) = (try request.published(after: request.given("after")), request.given("article"))
            return try await shared(request, key: "comments \(id) \(limit) \(after?.value ?? 0) \(article ?? "")") {
                let bill = try await bill(id).bill
                if let article, !bill.articles.contains(where: { $0.id == article }) { throw Problem(.unknownArticle, field: "article") }
                return try Self.json(try await ledger.publishedPage(of: bill.id, article: article, after: after, limit: limit))
            }
        }
    }

    /// `GET /v1/comments/{comment}`: what is public, one at a time.
    func addComments(to group: RouterGroup<HearbackContext>) {
        group.get("comments/:comment") { request, context in
            guard let number = context.parameters.get("comment").flatMap({ CommentNumber(id: $0) }) else { throw Problem(.notFound) }
            return try await shared(request, key: "comment \(number.value)") {
                guard let comment = try await ledger.publishedComment(number) else { throw Problem(.notFound) }
                return try Self.json(comment)
            }
        }
        group.get("policy") { request, _ in
            let language = try request.chosenLanguage()
            guard let wording = pages.renderer.wording(language) else { throw Problem(.internalError) }
            let bytes = try WireJSON.encode(PolicyResource(wording))
            return Response.shared(ByteBuffer(bytes: bytes), tag: Response.tag(of: bytes), type: "application/json; charset=utf-8", language: language, request)
        }
    }

    private static func json(_ value: some Encodable) throws -> String { String(decoding: try WireJSON.encode(value), as: UTF8.self) }

    private func bill(_ id: String) async throws -> BillRecord {
        guard let record = try await ledger.bill(id) else { throw Problem(.notFound) }
        return record
    }

    /// An answer that is the same for everyone, made once for all who ask at about the same time.
    private func shared(
        _ request: Request, key: String, _ make: @escaping @Sendable () async throws -> String
    ) async throws -> Response {
        let entry = try await pages.cache.entry("json " + key, state: pages.ledgerState, make: make)
        return pages.cache.answer(request, with: entry, Response.sharedHeaders("application/json; charset=utf-8"))
    }
}

extension Ledger {
    /// - Returns: nil for what is not public, or no longer.
    func publishedComment(_ number: CommentNumber) async throws -> PublishedComment? {
        guard let dossier = try await dossier(of: number), dossier.comment.state.status == .published else { return nil }
        return PublishedComment(dossier)
    }

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
