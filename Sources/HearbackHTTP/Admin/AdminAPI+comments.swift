import HearbackAPI
import HearbackCore
import HearbackStore
import HearbackTime
import Hummingbird

extension AdminAPI {
    func addComments(to group: RouterGroup<HearbackContext>) {
        group.get(":comment") { _, context in
            try context.require(.moderator, .responder, .auditor, .administrator)
            return try await comment(try await subject(context), for: context)
        }
        addModeration(to: group)
        addResponses(to: group)
        addRedaction(to: group)
        addErasure(to: group)
    }

    private func addModeration(to group: RouterGroup<HearbackContext>) {
        group.post(":comment/claim") { request, context in
            try await claim(request, context)
        }
        group.post(":comment/release") { request, context in
            try await apply(.released, by: try context.actor(.moderator), request, context)
        }
        group.post(":comment/publish") { request, context in
            try await apply(.published, by: try context.actor(.moderator), request, context)
        }
        group.post(":comment/reject") { request, context in
            let moderator = try context.actor(.moderator)
            let (reason, explanation) = try await rejection(request)
            return try await apply(.rejected(reason, explanation: explanation), by: moderator, request, context)
        }
        group.post(":comment/unpublish") { request, context in
            let moderator = try context.actor(.moderator)
            let (reason, explanation) = try await rejection(request)
            return try await apply(.unpublished(reason, explanation: explanation), by: moderator, request, context)
        }
        group.post(":comment/clarify") { request, context in
            let moderator = try context.actor(.moderator)
            return try await apply(.clarificationAsked(question: try await text(request)), by: moderator, request, context)
        }
        group.post(":comment/undo") { request, context in
            let actor = try context.actor(anyOf: .moderator, .administrator)
            let number = try await subject(context)
            _ = try await ledger.undoDecision(on: number, by: actor, expecting: try request.expectedRevision())
            return try await comment(number, for: context)
        }
        group.post(":comment/note") { request, context in
            let moderator = try context.actor(.moderator)
            return try await apply(.noteAdded(text: try await text(request)), by: moderator, request, context)
        }
    }

    private func addResponses(to group: RouterGroup<HearbackContext>) {
        group.post(":comment/answer") { request, context in
            let responder = try context.actor(.responder)
            return try await apply(try await answer(request, CommentAction.answered), by: responder, request, context)
        }
        group.post(":comment/amend-answer") { request, context in
            let responder = try context.actor(.responder)
            return try await apply(try await answer(request, CommentAction.answerAmended), by: responder, request, context)
        }
        group.post(":comment/outcome") { request, context in
            let responder = try context.actor(.responder)
            let body = try await request.json(OutcomeRequest.self, limit: limits.body).value
            return try await apply(.outcomeRecorded(try Outcome(body, limits: limits)), by: responder, request, context)
        }
    }

    func comment(_ number: CommentNumber, for context: HearbackContext) async throws -> Response {
        guard let dossier = try await ledger.dossier(of: number) else { throw Refusal.unknownComment }
        var response = try context.json(CommentResource(dossier, now: now, zone: zone))
        response.headers[.eTag] = RevisionTag.text(dossier.comment.state.revision)
        return response
    }

    private func apply(
        _ action: CommentAction, by actor: Actor, _ request: Request, _ context: HearbackContext
    ) async throws -> Response {
        let number = try await subject(context)
        _ = try await ledger.apply(action, to: number, by: actor, expecting: try request.expectedRevision())
        return try await comment(number, for: context)
    }

    /// Also the renewal, by whom holds the comment.
    private func claim(_ request: Request, _ context: HearbackContext) async throws -> Response {
        let moderator = try context.actor(.moderator)
        let wish = try await request.json(ClaimRequest.self, limit: limits.body).value
        let lease = try wish.minutes.map { minutes in
            guard (1...240).contains(minutes) else {
                throw Problem(.invalidField, detail: "use 1 to 240", field: "minutes")
            }
            return Int64(minutes) * 60_000
        }
        let number = try await subject(context)
        _ = try await ledger.claim(
            number, by: moderator, forMilliseconds: lease ?? Self.standardLease,
            takingOver: wish.takeOver ?? false, expecting: try request.expectedRevision())
        return try await comment(number, for: context)
    }

    func answer(_ request: Request, _ action: (String, LocalizedText) -> CommentAction) async throws -> CommentAction {
        let body = try await request.json(AnswerRequest.self, limit: limits.body).value
        try Submission.check(body.text, "text", limits.text)
        return action(body.text, try LocalizedText(body.translations, limits: limits))
    }

    func text(_ request: Request) async throws -> String {
        let text = try await request.json(TextRequest.self, limit: limits.body).value.text
        try Submission.check(text, "text", limits.text)
        return text
    }

    /// A rejection without an explanation is refused: the submitter is owed one.
    func rejection(_ request: Request) async throws -> (RejectionReason, String) {
        let body = try await request.json(RejectionRequest.self, limit: limits.body).value
        try Submission.check(body.explanation, "explanation", limits.text)
        return (try RejectionReason(named: body.reason, field: "reason"), body.explanation)
    }
}

extension HearbackContext {
    /// By identifier (`cmt_42`) or reference (`HB-…`).
    func comment() throws(Problem) -> CommentNumber {
        let text = parameters.get("comment") ?? ""
        guard let number = CommentNumber(id: text) ?? CommentReference.number(of: text) else {
            throw Problem(.notFound, detail: "\(text.quotedForPeople) is neither an identifier nor a reference",
                hint: "write cmt_42 or HB-XXXX-XXXX; a wrong letter shows in the check character")
        }
        return number
    }
}
