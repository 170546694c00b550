import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    func addDeliveries(to group: RouterGroup<HearbackContext>) {
        group.get { request, context in
            try context.require(.moderator, .auditor, .administrator)
            let comment = request.query("comment")
            let number = comment.flatMap { CommentNumber(id: $0) ?? CommentReference.number(of: $0) }
            guard comment == nil || number != nil else { throw Problem(.invalidField, field: "comment") }
            if let number, context.scope != .all { try context.limit(toBill: try await ledger.bill(of: number)) }
            let found = try await ledger.deliveries(
                comment: number, endpoint: request.query("endpoint"), state: request.query("state"),
                within: context.scope, limit: try request.limit(upTo: 1_000))
            return try Response.json(
                DeliveryList(deliveries: found.map(DeliveryResource.init), counts: try await ledger.deliveryCounts(within: context.scope)))
        }
        group.post("replay") { request, context in
            try context.require(.administrator)
            try context.requireAllBills()
            return try Response.json(try await replay(try await request.json(ReplayRequest.self, limit: limits.body).value))
        }
        group.get(":message") { _, context in
            try context.require(.moderator, .auditor, .administrator)
            guard let found = try await ledger.delivery(context.parameters.get("message") ?? "") else {
                throw Problem(.notFound)
            }
            // A message about no comment is about no bill.
            if context.scope != .all {
                guard let comment = found.delivery.comment else { throw Problem(.notFound) }
                try context.limit(toBill: try await ledger.bill(of: comment))
            }
            return try context.json(
                DeliveryDetail(
                    delivery: DeliveryResource(found.delivery), tries: found.tries.map(AttemptResource.init)))
        }
    }

    private func replay(_ request: ReplayRequest) async throws -> ReplayReport {
        guard request.message != nil || request.endpoint != nil || request.since != nil else {
            throw Problem(.missingField, detail: "name a message, an endpoint or a time", field: "message")
        }
        if let message = request.message, try await ledger.delivery(message) == nil { throw Problem(.notFound) }
        if let endpoint = request.endpoint, try await ledger.endpoint(endpoint) == nil { throw Problem(.notFound) }
        let isDry = request.dryRun ?? false
        let replay = try await ledger.replay(
            ReplaySelection(
                message: request.message, endpoint: request.endpoint, since: request.since, until: request.until,
                includesDelivered: request.includeDelivered ?? false), isDry: isDry)
        return ReplayReport(queued: replay.queued, inactive: replay.inactive, pruned: replay.pruned, dryRun: isDry)
    }
}
