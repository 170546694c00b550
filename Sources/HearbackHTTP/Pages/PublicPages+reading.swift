import HearbackAPI
import HearbackCore
import HearbackPages
import HearbackReports
import HearbackStore
import HearbackTime
import HearbackTransparency
import Hummingbird

/// The pages that are the same for everyone.
extension PublicPages {
    /// Comments on one page: under 50 KB also when all are long.
    private static let pageLimit = 10

    func addReading(to group: RouterGroup<HearbackContext>, _ language: Language) {
        group.get { request, _ in
            try await shared(request, language, key: "front") { scene in
                Page.front(try await bills(), try await waiting(), scene)
            }
        }
        group.get("bills/:bill") { request, context in try await bill(request, context, language) }
        group.get("bills/:bill/articles/:article") { request, context in try await article(request, context, language) }
        group.get("bills/:bill/statistics") { request, context in
            let record = try await record(context)
            return try await times(request, language, of: record.bill)
        }
        group.get("comments/:comment") { request, context in try await comment(request, context, language) }
        group.get("statistics") { request, _ in try await times(request, language, of: nil) }
        group.get("policy") { request, _ in
            try await shared(request, language, key: "policy") { Page.policy(try await bills(), $0) }
        }
        group.get("transparency") { request, _ in
            let log = try await log()
            return try await shared(request, language, key: "transparency \(log?.size ?? 0)") { Page.transparency(log, $0) }
        }
    }

    func record(_ context: HearbackContext) async throws -> BillRecord {
        guard let id = context.parameters.get("bill"), let record = try await ledger.bill(id) else { throw Problem(.notFound) }
        return record
    }

    private func bills() async throws -> [BillResource] {
        let now = ledger.now
        return try await ledger.bills().map { BillResource($0, now: now) }
    }

    private func waiting() async throws -> WaitingSummary {
        let figures = try await ledger.waitingFigures(today: zone.civilDate(at: ledger.now).description)
        return WaitingSummary(
            waiting: figures.waiting, overdue: figures.overdue, oldest: figures.oldest, oldestByBill: figures.oldestByBill)
    }

    private func bill(_ request: Request, _ context: HearbackContext, _ language: Language) async throws -> Response {
        let id = context.parameters.get("bill") ?? ""
        let after = try request.published(after: request.query("after"))
        return try await shared(request, language, key: "bill \(id) \(after?.value ?? 0)") { scene in
            guard let record = try await ledger.bill(id) else { throw Problem(.notFound) }
            let comments = try await ledger.publishedPage(of: id, after: after, limit: Self.pageLimit)
            return Page.bill(BillResource(record, now: scene.now), try await waiting(), comments, after: after?.id, scene)
        }
    }

    private func article(_ request: Request, _ context: HearbackContext, _ language: Language) async throws -> Response {
        let (id, name) = (context.parameters.get("bill") ?? "", context.parameters.get("article") ?? "")
        let after = try request.published(after: request.query("after"))
        return try await shared(request, language, key: "article \(id) \(after?.value ?? 0) \(name)") { scene in
            guard let record = try await ledger.bill(id), let article = record.bill.articles.first(where: { $0.id == name }) else {
                throw Problem(.notFound)
            }
            let comments = try await ledger.publishedPage(
                of: record.bill.id, article: article.id, after: after, limit: Self.pageLimit)
            return Page.article(article, of: BillResource(record, now: scene.now), comments, after: after?.id, scene)
        }
    }

    private func comment(_ request: Request, _ context: HearbackContext, _ language: Language) async throws -> Response {
        guard let number = context.parameters.get("comment").flatMap({ CommentNumber(id: $0) }) else { throw Problem(.notFound) }
        return try await shared(request, language, key: "comment \(number.value)") { scene in
            guard let comment = try await ledger.publishedComment(number), let record = try await ledger.bill(comment.bill) else {
                throw Problem(.notFound)
            }
            return Page.comment(comment, of: record.bill, scene)
        }
    }

    private func times(_ request: Request, _ language: Language, of bill: Bill?) async throws -> Response {
        let board = try await board.page(bill: bill?.id)
        return try await shared(request, language, key: "times \(bill?.id ?? "") \(board.tag)") { scene in
            Page.times(ReportFragment(board.audit, language: language), of: bill, scene)
        }
    }

    private func log() async throws -> LogStanding? {
        guard let options = ledger.options.log, let head = try await ledger.publishedHead() else { return nil }
        let checkpoint = try SignedCheckpoint(head, keys: options.verifiers).checkpoint
        return LogStanding(
            checkpoint: String(decoding: head, as: UTF8.self), size: checkpoint.size, keys: options.verifiers.map(\.text), url: publicURL)
    }
}
