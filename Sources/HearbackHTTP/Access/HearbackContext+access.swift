import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird
import HTTPTypes

/// What every handler of the admin API asks of its caller, in a line each.
extension HearbackContext {
    /// - Throws: a `forbidden` problem unless the caller has the role; then the actor to record.
    func actor(_ role: Role) throws(Problem) -> Actor {
        guard let caller, caller.roles.contains(role) else {
            throw Problem(
                .forbidden, detail: "\(caller?.user ?? "the caller") does not have the role \(role.rawValue)",
                hint: grantHint)
        }
        return Actor(role, caller.user)
    }

    /// - Throws: a `forbidden` problem unless the caller has one of the roles; then the actor to record, in the first of them.
    func actor(anyOf roles: Role...) throws(Problem) -> Actor {
        try actor(roles.first { caller?.roles.contains($0) ?? false } ?? roles.last ?? .administrator)
    }

    /// - Throws: a `forbidden` problem unless the caller has one of the roles.
    func require(_ roles: Role...) throws(Problem) {
        guard let caller, !caller.roles.isDisjoint(with: roles) else {
            throw Problem(
                .forbidden,
                detail: "\(caller?.user ?? "the caller") needs one of the roles "
                    + roles.map(\.rawValue).joined(separator: ", "),
                hint: grantHint)
        }
    }

    private var grantHint: String {
        caller?.token == nil
            ? "an administrator grants it in the [roles] section of the configuration"
            : "an administrator makes a token with it: 'hearback token create'"
    }

    /// The bills that the caller may see; none without a caller.
    var scope: BillScope { caller?.scope ?? .only([]) }

    /// - Throws: a `forbidden` problem for a bill that the caller's token is not for.
    func limit(toBill bill: String?) throws(Problem) {
        guard let bill, !scope.admits(bill) else { return }
        throw Problem(
            .forbidden, detail: "this token is not for the bill \(bill.quotedForPeople)", hint: "it is for \(scopeWords)")
    }

    /// For what concerns more than single bills: the service, endpoints, tokens.
    ///
    /// - Throws: a `forbidden` problem for a caller whose token is limited to bills.
    func requireAllBills() throws(Problem) {
        guard scope != .all else { return }
        throw Problem(
            .forbidden, detail: "this concerns all bills, and this token is limited to some", hint: "it is for \(scopeWords)")
    }

    private var scopeWords: String {
        (scope.bills ?? []).prefix(10).map(\.quotedForPeople).joined(separator: ", ")
    }

    /// Auditors see what was done, not who asked for it: without another role they are told no names and no addresses.
    var seesIdentities: Bool {
        !(caller?.roles.isDisjoint(with: [.moderator, .responder, .administrator]) ?? true)
    }

    /// An answer that holds who somebody is, or how to reach them.
    func json(_ value: some BearsIdentities, status: HTTPResponse.Status = .ok) throws -> Response {
        try .json(seesIdentities ? value : value.withoutIdentities, status: status)
    }
}

extension AdminAPI {
    /// The comment of the path, if the caller may see it.
    func subject(_ context: HearbackContext) async throws -> CommentNumber {
        let number = try context.comment()
        if context.scope != .all { try context.limit(toBill: try await ledger.bill(of: number)) }
        return number
    }
}
