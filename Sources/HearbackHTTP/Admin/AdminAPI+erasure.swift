import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird
import Logging

extension AdminAPI {
    /// `POST comments/ID/erase`: administrators erase a comment's text and who wrote it, or look at what that would take away.
    func addErasure(to group: RouterGroup<HearbackContext>) {
        group.post(":comment/erase") { request, context in
            let actor = try context.actor(.administrator)
            let number = try await subject(context)
            let body = try await request.json(ErasureRequest.self, limit: limits.body).value
            let erasure = try erasure(body)
            guard body.dryRun != true else {
                guard let record = try await ledger.dossier(of: number)?.comment else { throw Refusal.unknownComment }
                let count = try await ledger.erasureCount(of: number)
                return try Response.json(ErasureReport(record, count, erased: record.state.isErased, purged: false))
            }
            let erased = try await ledger.erase(number, erasure, by: actor)
            context.logger.notice(
                "a comment was erased",
                metadata: [
                    "comment": "\(number.id)", "user": "\(actor.name ?? "")", "reason": "\(erasure.reason.rawValue)",
                    "purged": "\(erased.isPurged)",
                ])
            return try Response.json(ErasureReport(erased.comment, erased.count, erased: true, purged: erased.isPurged))
        }
    }

    private func erasure(_ body: ErasureRequest) throws(Problem) -> Erasure {
        guard let reason = ErasureReason(rawValue: body.reason) else {
            throw Problem(
                .invalidField, detail: "use one of " + ErasureReason.allCases.map(\.rawValue).joined(separator: ", "), field: "reason")
        }
        try Submission.check(body.law, "law", .shortField)
        return Erasure(reason, law: body.law)
    }
}

extension ErasureReport {
    fileprivate init(_ comment: CommentRecord, _ count: ErasureCount, erased: Bool, purged: Bool) {
        self.init(
            id: comment.number.id, reference: CommentReference.text(of: comment.number), state: comment.state.status,
            texts: count.texts, identities: count.identities, answers: count.answers, erased: erased, purged: purged)
    }
}
