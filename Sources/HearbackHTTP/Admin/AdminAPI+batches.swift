import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    /// How many comments a batch may have at most, and unless told.
    static let batchLimit = 10_000
    private static let usualBatchLimit = 1_000

    func addBatches(to group: RouterGroup<HearbackContext>) {
        group.get { request, context in
            try context.require(.moderator, .auditor, .administrator)
            let found = try await ledger.batches(within: context.scope, limit: try request.limit(upTo: 1_000))
            return try Response.json(BatchList(batches: found.map { BatchResource($0) }))
        }
        group.get(":batch") { _, context in
            try context.require(.moderator, .auditor, .administrator)
            return try Response.json(BatchResource(try await ledger.batch(try await batch(context))))
        }
        group.post { request, context in
            let actor = try context.actor(.moderator)
            return try await prepare(
                try await request.json(BatchRequest.self, limit: Self.bodyLimit).value, by: actor, context)
        }
        group.post(":batch/apply") { _, context in
            let actor = try context.actor(.moderator)
            return try Response.json(BatchResource(try await ledger.applyBatch(try await batch(context), by: actor)))
        }
        group.post(":batch/undo") { _, context in
            let actor = try context.actor(anyOf: .moderator, .administrator)
            return try Response.json(BatchResource(try await ledger.undoBatch(try await batch(context), by: actor)))
        }
    }

    /// The batch of the path, if the caller may see every comment of it.
    private func batch(_ context: HearbackContext) async throws -> BatchNumber {
        let number = try context.batch()
        if context.scope != .all {
            for bill in try await ledger.bills(of: number) { try context.limit(toBill: bill) }
        }
        return number
    }

    private func prepare(_ body: BatchRequest, by actor: Actor, _ context: HearbackContext) async throws -> Response {
        let limit = body.limit ?? Self.usualBatchLimit
        guard (1...Self.batchLimit).contains(limit) else {
            throw Problem(.invalidField, detail: "use 1 to \(Self.batchLimit)", field: "limit")
        }
        let selection = try Selection(body.selection, now: now).limited(context)
        guard !selection.isEverything || body.allWaiting == true else {
            throw Problem(
                .invalidField, detail: "without a condition all that waits would be meant",
                hint: "say which comments; to mean all that waits, say so: all_waiting", field: "selection")
        }
        guard selection.isEverything || body.allWaiting != true else {
            throw Problem(
                .invalidField, detail: "all that waits and a condition contradict each other", field: "all_waiting")
        }
        let record = try await ledger.prepareBatch(
            try decision(body), on: selection, limit: limit, isDryRun: body.dryRun == true, by: actor)
        return try .json(BatchResource(record))
    }

    private func decision(_ body: BatchRequest) throws -> BatchDecision {
        switch body.decision {
        case "publish":
            guard body.reason == nil, body.explanation == nil else {
                throw Problem(.invalidField, detail: "a publication has no reason", field: "reason")
            }
            return .published
        case "reject":
            let explanation = body.explanation ?? ""
            try Submission.check(explanation, "explanation", limits.text)
            return .rejected(try RejectionReason(named: body.reason ?? "", field: "reason"), explanation: explanation)
        default: throw Problem(.invalidField, detail: "use publish or reject", field: "decision")
        }
    }
}

extension HearbackContext {
    fileprivate func batch() throws(Problem) -> BatchNumber {
        guard let number = BatchNumber(id: parameters.get("batch") ?? "") else {
            throw Problem(.notFound, detail: "no such batch", hint: "see 'hearback batch list'")
        }
        return number
    }
}

extension BatchResource {
    fileprivate init(_ record: BatchRecord) {
        let (details, text) = record.decision.action.record
        self.init(
            id: record.number?.id, decision: record.decision.action.kind.rawValue, reason: details.reason,
            explanation: text, moderator: record.moderator, createdAt: record.created, state: record.state,
            outcomes: record.outcomes, wouldRefuse: record.expectedRefusals,
            byBill: record.byBill.map { BatchShare(key: $0.key, count: $0.count) },
            byLanguage: record.byLanguage.map { BatchShare(key: $0.key, count: $0.count) },
            samples: record.samples.map {
                BatchSample(
                    id: $0.comment.number.id, reference: CommentReference.text(of: $0.comment.number),
                    bill: $0.comment.bill, language: $0.comment.language, excerpt: $0.excerpt)
            },
            refusals: record.refusals.map {
                BatchRefusedComment(
                    id: $0.comment.id, reference: CommentReference.text(of: $0.comment), cause: $0.cause)
            })
    }
}
