import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    func addEndpoints(to group: RouterGroup<HearbackContext>) {
        group.get { _, context in
            try context.require(.moderator, .auditor, .administrator)
            try context.requireAllBills()
            return try context.json(
                EndpointList(endpoints: try await ledger.endpoints().map { EndpointResource($0, now: now) }))
        }
        group.get(":endpoint") { _, context in
            try context.require(.moderator, .auditor, .administrator)
            try context.requireAllBills()
            guard let record = try await ledger.endpoint(context.endpointID) else { throw Problem(.notFound) }
            return try context.json(EndpointResource(record, now: now))
        }
        group.post { request, context in
            try context.require(.administrator)
            try context.requireAllBills()
            return try await add(try await request.json(EndpointRequest.self, limit: limits.body).value.url)
        }
        addEndpointVerbs(to: group.group(":endpoint"))
    }

    private func addEndpointVerbs(to group: RouterGroup<HearbackContext>) {
        addPause(to: group)
        group.post("disable") { _, context in
            try await act(context) { try await ledger.disableEndpoint($0, reason: "operator") }
        }
        group.post("verify") { _, context in
            try await act(context) { try await ledger.challengeEndpoint($0, limits: nil) }
        }
        group.post("rotate") { _, context in
            let secret = endpoints.makeSecret()
            return try await act(context, secret: secret) { try await ledger.rotateSecret(of: $0, to: secret) }
        }
        group.post("test") { _, context in
            try context.require(.administrator)
            try context.requireAllBills()
            do { return try Response.json(QueuedMessage(message: try await ledger.testEndpoint(context.endpointID))) } catch
                Refusal.unknownEndpoint
            { throw Problem(.notFound, hint: "see 'hearback endpoint list'") }
        }
    }

    private func add(_ url: String) async throws -> Response {
        let secret = endpoints.makeSecret()
        let record = try await ledger.addEndpoint(url: try endpoints.accepted(url), secret: secret)
        return try Response.json(EndpointResource(record, now: now, secret: secret), status: .created)
    }

    func act(
        _ context: HearbackContext, secret: String? = nil, _ action: (String) async throws -> EndpointRecord
    ) async throws -> Response {
        try context.require(.administrator)
        try context.requireAllBills()
        do {
            return try Response.json(EndpointResource(try await action(context.endpointID), now: now, secret: secret))
        } catch Refusal.unknownEndpoint {
            throw Problem(.notFound, hint: "see 'hearback endpoint list'")
        }
    }
}

extension HearbackContext {
    var endpointID: String { parameters.get("endpoint") ?? "" }
}

extension EndpointGate {
    /// The canonical form of an acceptable URL.
    func accepted(_ url: String) throws(Problem) -> String {
        switch vet(url) {
        case .success(let canonical): return canonical
        case .failure(let refused):
            throw Problem(.endpointRefused, detail: "\(refused.rule): \(refused.explanation)", field: "url")
        }
    }
}
