import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    func addCampaigns(to group: RouterGroup<HearbackContext>) {
        group.get { request, context in
            try context.require(.moderator, .responder, .auditor, .administrator)
            let state = request.query("state")
            guard state == nil || state.flatMap(CampaignState.init) != nil else {
                throw Problem(.invalidField, detail: "use proposed, confirmed or dismissed", field: "state")
            }
            let bill = request.query("bill")
            try context.limit(toBill: bill)
            let found = try await ledger.campaigns(
                bill: bill, state: state.flatMap(CampaignState.init), within: context.scope, limit: try request.limit(upTo: 1_000))
            return try Response.json(CampaignList(campaigns: found.map { CampaignResource($0) }))
        }
        group.get(":campaign") { request, context in
            try context.require(.moderator, .responder, .auditor, .administrator)
            return try await campaign(try await subject(context), request)
        }
        group.post(":campaign/confirm") { _, context in
            let moderator = try context.actor(.moderator)
            let number: CampaignNumber = try await subject(context)
            try await ledger.confirm(number, by: moderator)
            return try await campaign(number)
        }
        group.post(":campaign/dismiss") { _, context in
            let moderator = try context.actor(.moderator)
            let number: CampaignNumber = try await subject(context)
            try await ledger.dismiss(number, by: moderator)
            return try await campaign(number)
        }
        group.post(":campaign/remove-member") { request, context in
            let actor = try context.actor(.moderator)
            let number: CampaignNumber = try await subject(context)
            let name = try await request.json(CampaignMemberRequest.self, limit: limits.body).value.comment
            guard let comment = CommentNumber(id: name) ?? CommentReference.number(of: name) else {
                throw Problem(.invalidField, detail: "write cmt_42 or HB-XXXX-XXXX", field: "comment")
            }
            try await ledger.remove(comment, from: number, by: actor)
            return try await campaign(number)
        }
        addCampaignDecisions(to: group)
    }

    private func addCampaignDecisions(to group: RouterGroup<HearbackContext>) {
        group.post(":campaign/publish") { _, context in
            try await decide(.published, by: try context.actor(.moderator), context)
        }
        group.post(":campaign/reject") { request, context in
            let moderator = try context.actor(.moderator)
            let (reason, explanation) = try await rejection(request)
            return try await decide(.rejected(reason, explanation: explanation), by: moderator, context)
        }
        group.post(":campaign/answer") { request, context in
            let responder = try context.actor(.responder)
            return try await decide(try await answer(request, CommentAction.answered), by: responder, context)
        }
        group.post(":campaign/outcome") { request, context in
            let responder = try context.actor(.responder)
            let body = try await request.json(OutcomeRequest.self, limit: limits.body).value
            return try await decide(.outcomeRecorded(try Outcome(body, limits: limits)), by: responder, context)
        }
    }

    /// The campaign of the path, if the caller may see its bill.
    private func subject(_ context: HearbackContext) async throws -> CampaignNumber {
        let number = try context.campaign()
        if context.scope != .all { try context.limit(toBill: try await ledger.bill(of: number)) }
        return number
    }

    private func decide(_ action: CommentAction, by actor: Actor, _ context: HearbackContext) async throws -> Response {
        let (applied, refused) = try await ledger.apply(action, to: try await subject(context), by: actor)
        let refusals = refused.map { comment, cause in
            let problem = Problem(cause)
            return CampaignRefusal(comment: comment.id, code: problem.code, detail: problem.detail)
        }
        return try .json(CampaignReport(applied: applied.map(\.id), refused: refusals))
    }

    private func campaign(_ number: CampaignNumber, _ request: Request? = nil) async throws -> Response {
        let limit = try request?.limit(upTo: 1_000) ?? 100
        let after = request?.query("after")
        let position = after.flatMap { CommentNumber(id: $0) }
        guard after == nil || position != nil else { throw Problem(.invalidField, field: "after") }
        var resource = CampaignResource(try await ledger.campaign(number))
        let members = try await ledger.members(of: number, after: position, limit: limit + 1)
        resource.comments = members.prefix(limit).map { CampaignComment($0) }
        resource.next = members.count > limit ? members[limit - 1].comment.number.id : nil
        return try .json(resource)
    }
}

extension HearbackContext {
    fileprivate func campaign() throws(Problem) -> CampaignNumber {
        guard let number = CampaignNumber(id: parameters.get("campaign") ?? "") else {
            throw Problem(.notFound, detail: "no such campaign", hint: "see 'hearback campaign list'")
        }
        return number
    }
}

extension CampaignResource {
    fileprivate init(_ record: CampaignRecord) {
        self.init(
            id: record.number.id, bill: record.bill, state: record.state, members: record.members,
            confirmed: record.confirmed, undecided: record.undecided, oldestReceivedAt: record.oldest,
            excerpt: record.excerpt)
    }
}

extension CampaignComment {
    fileprivate init(_ member: CampaignMember) {
        self.init(
            id: member.comment.number.id, reference: CommentReference.text(of: member.comment.number),
            membership: member.membership, state: member.comment.state.status, receivedAt: member.comment.received,
            excerpt: member.excerpt)
    }
}
