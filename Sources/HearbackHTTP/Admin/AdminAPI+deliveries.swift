import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    func addEndpoints(to group: RouterGroup<HearbackContext>) {
        group.get { _, context in
            try context.require(.moderator, .auditor, .administrator)
            return try Response.json(EndpointList(endpoints: try await ledger.endpoints().map { EndpointResource($0) }))
        }
        group.post { request, context in
            try context.require(.administrator)
            let url = try await request.json(EndpointRequest.self, limit: limits.body).value.url
            switch endpoints.vet(url) {
            case .failure(let refused):
                throw Problem(.endpointRefused, detail: "\(refused.rule): \(refused.explanation)", field: "url")
            case .success(let canonical):
                let secret = endpoints.makeSecret()
                let record = try await ledger.addEndpoint(url: canonical, secret: secret)
                return try Response.json(EndpointResource(record, secret: secret), status: .created)
            }
        }
        group.post(":endpoint/disable") { _, context in
            try context.require(.administrator)
            do {
                let id = context.parameters.get("endpoint") ?? ""
                let record = try await ledger.disableEndpoint(id, reason: "operator")
                return try Response.json(EndpointResource(record))
            } catch Refusal.unknownEndpoint {
                throw Problem(.notFound, hint: "see 'hearback endpoint list'")
            }
        }
    }

    func addDeliveries(to group: RouterGroup<HearbackContext>) {
        group.get { request, context in
            try context.require(.moderator, .auditor, .administrator)
            let comment = request.query("comment")
            let number = comment.flatMap { CommentNumber(id: $0) ?? CommentReference.number(of: $0) }
            guard comment == nil || number != nil else { throw Problem(.invalidField, field: "comment") }
            let found = try await ledger.deliveries(
                comment: number, endpoint: request.query("endpoint"), state: request.query("state"),
                limit: try request.limit(upTo: 1_000))
            return try Response.json(
                DeliveryList(deliveries: found.map(DeliveryResource.init), counts: try await ledger.deliveryCounts()))
        }
        group.get(":message") { _, context in
            try context.require(.moderator, .auditor, .administrator)
            guard let found = try await ledger.delivery(context.parameters.get("message") ?? "") else {
                throw Problem(.notFound)
            }
            return try Response.json(
                DeliveryDetail(
                    delivery: DeliveryResource(found.delivery), tries: found.tries.map(AttemptResource.init)))
        }
    }
}
