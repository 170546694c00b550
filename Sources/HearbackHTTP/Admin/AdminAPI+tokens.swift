import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird
import Logging

extension AdminAPI {
    func addTokens(to group: RouterGroup<HearbackContext>) {
        group.get { _, context in
            try context.require(.auditor, .administrator)
            try context.requireAllBills()
            let now = self.now
            return try context.json(TokenList(tokens: try await ledger.tokens().map { TokenResource($0, now: now) }))
        }
        group.post { request, context in
            let actor = try context.actor(.administrator)
            try context.requireAccount()
            let terms = try TokenTerms(try await request.json(TokenRequest.self, limit: limits.body).value)
            let (record, token) = try await ledger.createToken(terms, by: actor.name ?? "")
            context.logger.notice(
                "a token was made", metadata: ["token": "\(record.number.id)", "for": "\(record.name)", "by": "\(record.createdBy)"])
            return try Response.json(TokenResource(record, now: now, token: token), status: .created)
        }
        group.post(":token/revoke") { _, context in
            let actor = try context.actor(.administrator)
            try context.requireAllBills()
            let record = try await ledger.revokeToken(try context.token(), by: actor.name ?? "")
            context.logger.notice(
                "a token was revoked", metadata: ["token": "\(record.number.id)", "by": "\(record.revokedBy ?? "")"])
            return try Response.json(TokenResource(record, now: now))
        }
    }
}

extension HearbackContext {
    /// A token that leaked must not be able to leave others behind.
    ///
    /// - Throws: a `forbidden` problem for a caller with a token.
    fileprivate func requireAccount() throws(Problem) {
        guard caller?.token != nil else { return }
        throw Problem(
            .forbidden, detail: "tokens are made by an account of the machine, not with a token",
            hint: "use the admin socket: 'hearback token create' without --server")
    }

    fileprivate func token() throws(Problem) -> TokenNumber {
        guard let number = TokenNumber(id: parameters.get("token") ?? "") else {
            throw Problem(.notFound, detail: "no such token", hint: "see 'hearback token list'")
        }
        return number
    }
}

extension TokenTerms {
    private static let nameLimit = 64

    /// - Throws: a problem that names the member.
    init(_ request: TokenRequest) throws(Problem) {
        self.init(
            name: try Self.name(request.name), roles: try Self.roles(request.roles), scope: try Self.scope(request.bills),
            addresses: try Self.addresses(request.addresses ?? []), lifetime: request.expiresInSeconds)
        guard Self.lifetimes.contains(lifetime) else {
            throw Problem(.invalidField, detail: "use an hour to 366 days", field: "expires_in_seconds")
        }
    }

    private static func name(_ name: String) throws(Problem) -> String {
        try Submission.check(name, "name", .shortField)
        guard name.unicodeScalars.count <= nameLimit, !name.contains(where: \.isNewline),
            name.first?.isWhitespace == false, name.last?.isWhitespace == false
        else {
            throw Problem(.invalidField, detail: "use one line of at most \(nameLimit) characters", field: "name")
        }
        return name
    }

    private static func roles(_ names: [String]) throws(Problem) -> Set<Role> {
        let roles = names.compactMap(Role.init).filter(possibleRoles.contains)
        guard !names.isEmpty, roles.count == names.count else {
            let known = possibleRoles.map(\.rawValue).sorted().joined(separator: ", ")
            throw Problem(.invalidField, detail: "use one or more of \(known)", field: "roles")
        }
        return Set(roles)
    }

    private static func scope(_ bills: [String]?) throws(Problem) -> BillScope {
        guard let bills else { return .all }
        guard (1...billLimit).contains(bills.count) else {
            throw Problem(
                .invalidField, detail: "name 1 to \(billLimit) bills", hint: "leave the member out to mean every bill",
                field: "bills")
        }
        return .only(Set(bills))
    }

    private static func addresses(_ texts: [String]) throws(Problem) -> [String] {
        guard texts.count <= addressLimit, texts.allSatisfy({ EmailAddress($0) != nil }) else {
            throw Problem(.invalidField, detail: "at most \(addressLimit) e-mail addresses", field: "addresses")
        }
        return Set(texts.map { $0.lowercased() }).sorted()
    }
}

extension TokenResource {
    fileprivate init(_ record: TokenRecord, now: Instant, token: AccessToken? = nil) {
        let state: State = record.revoked != nil ? .revoked : now >= record.expires ? .expired : .active
        self.init(
            id: record.number.id, name: record.name, roles: record.roles.sorted { $0.rawValue < $1.rawValue },
            bills: record.scope.bills, addresses: record.addresses.isEmpty ? nil : record.addresses, state: state,
            createdAt: record.created, createdBy: record.createdBy, expiresAt: record.expires, revokedAt: record.revoked,
            revokedBy: record.revokedBy, lastUsedAt: record.lastUsed, token: token?.text)
    }
}
