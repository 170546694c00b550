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
            let found = try await ledger.campaigns(
                bill: request.query("bill"), state: state.flatMap(CampaignState.init), limit: try request.limit(upTo: 1_000))
            return try Response.json(CampaignList(campaigns: found.map { CampaignResource($0) }))
        }
        group.get(":campaign") { request, context in
            try context.require(.moderator, .responder, .auditor, .administrator)
            return try await campaign(try context.campaign(), request)
        }
        group.post(":campaign/confirm") { _, context in
            try await ledger.confirm(try context.campaign(), by: try context.actor(.moderator))
            return try await campaign(try context.campaign())
        }
        group.post(":campaign/dismiss") { _, context in
            try await ledger.dismiss(try context.campaign(), by: try context.actor(.moderator))
            return try await campaign(try context.campaign())
        }
        group.post(":campaign/remove-member") { request, context in
            let actor = try context.actor(.moderator)
            let name = try await request.json(CampaignMemberRequest.self, limit: limits.body).value.comment
            guard let comment = CommentNumber(id: name) ?? CommentReference.number(of: name) else {
                throw Problem(.invalidField, detail: "write cmt_42 or HB-XXXX-XXXX", field: "comment")
            }
            try await ledger.remove(comment, from: try context.campaign(), by: actor)
            return try await campaign(try context.campaign())
        }
        addCampaignDecisions(to: group)
    }

    private func addCampaignDecisions(to group: RouterGroup<HearbackContext>) {
        group.post(":campaign/publish") { _, context in try await decide(.published, as: .moderator, context) }
        group.post(":campaign/reject") { request, context in
            let (reason, explanation) = try await rejection(request)
            return try await decide(.rejected(reason, explanation: explanation), as: .moderator, context)
        }
        group.post(":campaign/answer") { request, context in
            try await decide(.answered(text: try await text(request)), as: .responder, context)
        }
    }

    private func decide(_ action: CommentAction, as role: Role, _ context: HearbackContext) async throws -> Response {
        let (applied, refused) = try await ledger.apply(
            action, to: try context.campaign(), by: try context.actor(role))
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
