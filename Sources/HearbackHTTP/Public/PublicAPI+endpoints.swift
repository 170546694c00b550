import HearbackAPI
import HearbackCore
import HearbackStore
import HTTPTypes
import Hummingbird

/// Webhook addresses that anyone may register. Who registered one holds its owner's token.
extension PublicAPI {
    func addEndpoints(to group: RouterGroup<HearbackContext>) {
        group.post { request, context in
            let url = try endpoints.accepted(try await request.json(EndpointRequest.self, limit: limits.body).value.url)
            return try await register(url, from: request.client(client, context).network)
        }
        group.get(":endpoint") { request, context in
            var endpoint = EndpointResource(try await owned(request, context), now: ledger.now)
            // Written for colleagues.
            endpoint.pausedReason = nil
            return try Response.json(endpoint)
        }
        group.delete(":endpoint") { request, context in
            try await ledger.forgetEndpoint(try await owned(request, context).id)
            return Response(status: .noContent)
        }
        group.post(":endpoint/rotate") { request, context in
            let secret = endpoints.makeSecret()
            let record = try await ledger.rotateSecret(of: try await owned(request, context).id, to: secret)
            var endpoint = EndpointResource(record, now: ledger.now, secret: secret)
            endpoint.pausedReason = nil
            return try Response.json(endpoint)
        }
        group.post(":endpoint/verify") { request, context in
            let id = try await owned(request, context).id
            return try await limited { EndpointResource(try await ledger.challengeEndpoint(id), now: ledger.now) }
        }
    }

    func addWebhookKeys(to group: RouterGroup<HearbackContext>) {
        group.get("webhook-keys") { _, _ in try Response.json(WebhookKeys(keys: endpoints.publicKeys)) }
    }

    private func register(_ url: String, from network: String) async throws -> Response {
        let secret = endpoints.makeSecret()
        return try await limited(status: .created) {
            let new = try await ledger.registerEndpoint(
                url: url, secret: secret, from: network, domain: endpoints.registrableDomain(url),
                limits: registrationLimits)
            return EndpointResource(new.record, now: ledger.now, secret: new.secret, ownerToken: new.ownerToken)
        }
    }

    /// Tells who asked too often when to come again.
    private func limited(
        status: HTTPResponse.Status = .ok, _ action: () async throws -> EndpointResource
    ) async throws -> Response {
        do {
            return try Response.json(try await action(), status: status)
        } catch let refusal as Refusal {
            var problem = Problem(refusal)
            if case .endpointPaused = refusal { problem = Problem(.endpointInactive, detail: "it is paused by the service") }
            if case .registrationLimit(let until?) = refusal {
                problem.retryAfter = Int(max(1, until.milliseconds(since: ledger.now) / 1_000))
            }
            throw problem
        }
    }

    private func owned(_ request: Request, _ context: HearbackContext) async throws -> EndpointRecord {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else {
            throw Problem(.notFound)
        }
        let token = String(header.dropFirst("bearer ".count))
        do {
            return try await ledger.ownedEndpoint(context.endpointID, token: token)
        } catch Refusal.unknownEndpoint {
            throw Problem(.notFound)
        }
    }
}
