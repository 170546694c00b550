import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    func addOptOuts(to group: RouterGroup<HearbackContext>) {
        group.get { _, context in
            try context.require(.moderator, .auditor, .administrator)
            try context.requireAllBills()
            return try context.json(OptOutList(optOuts: try await ledger.optOuts().entries.map { OptOutResource($0) }))
        }
        group.post { request, context in
            try context.require(.administrator)
            try context.requireAllBills()
            let body = try await request.json(OptOutRequest.self, limit: limits.body).value
            if let reason = body.reason { try Submission.check(reason, "reason", .shortField) }
            return try await add(try canonical(body.entry), reason: body.reason, by: context.caller?.user ?? "")
        }
        group.post("remove") { request, context in
            try context.require(.administrator)
            try context.requireAllBills()
            let entry = try canonical(try await request.json(OptOutRequest.self, limit: limits.body).value.entry)
            guard let book = try await ledger.removeOptOut(entry) else {
                throw Problem(.notFound, hint: "see 'hearback endpoint opt-out list'")
            }
            return try Response.json(tell(book))
        }
    }

    private func add(_ entry: String, reason: String?, by user: String) async throws -> Response {
        let book = try await ledger.addOptOut(entry, reason: reason, by: user)
        tell(book)
        guard let added = book.entries.first(where: { $0.entry == entry }) else { throw Problem(.internalError) }
        var answer = OptOutResource(added)
        answer.disabled = try await disableCovered()
        return try Response.json(answer, status: .created)
    }

    @discardableResult
    private func tell(_ book: OptOutBook) -> OptOutList {
        endpoints.optOuts.changed(book.entries.map(\.entry), book.revision)
        return OptOutList(optOuts: book.entries.map { OptOutResource($0) })
    }

    /// Endpoints whose address is covered by its name. Those that only lead into a network end when they are next sent to.
    private func disableCovered() async throws -> [String] {
        var disabled: [String] = []
        for endpoint in try await ledger.endpoints() where endpoint.kind == .webhook && endpoint.state != .disabled {
            guard let url = endpoint.address, endpoints.optOuts.covers(url) else { continue }
            _ = try await ledger.disableEndpoint(endpoint.id, reason: "opted_out")
            disabled.append(endpoint.id)
        }
        return disabled
    }

    private func canonical(_ entry: String) throws(Problem) -> String {
        guard let canonical = endpoints.optOuts.canonical(entry) else {
            throw Problem(
                .invalidField, detail: "neither a full public name nor a network",
                hint: "write example.org, which covers all names below it, or 192.0.2.0/24", field: "entry")
        }
        return canonical
    }
}

extension OptOutResource {
    init(_ optOut: OptOut) {
        self.init(entry: optOut.entry, reason: optOut.reason, addedAt: optOut.added, addedBy: optOut.addedBy)
    }
}
