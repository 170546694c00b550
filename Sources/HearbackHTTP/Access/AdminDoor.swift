import HearbackAPI
import HearbackCore
package import HearbackStore
import Hummingbird
import HTTPTypes
import Logging
import NIOCore

/// How callers of the admin API show who they are.
package enum AdminDoor: Sendable {
    /// The unix socket: by their account.
    case socket
    /// TCP: by a bearer token.
    case tokens(TokenDoor)
}

/// Lets in who has a token (RFC 6750, section 2.1: the `Authorization` header alone, never a query that logs keep).
package struct TokenDoor: Sendable {
    let ledger: Ledger
    /// How often a network may show tokens that open nothing.
    let failures: RateLimit
    /// As of `PublicAPI`.
    let client: ClientFinder

    package init(ledger: Ledger, client: @escaping ClientFinder) {
        (self.ledger, self.client, failures) = (ledger, client, RateLimit(perMinute: 10))
    }

    /// - Throws: an `unauthorized` problem, or `too_many_failures`.
    func caller(_ request: Request, _ context: HearbackContext) async throws -> Caller {
        guard let text = request.bearerToken else {
            throw Problem(.unauthorized, hint: "send Authorization: Bearer hbt_…; 'hearback token create' makes one")
        }
        guard let token = AccessToken(text: text) else { throw refusal(.unknown, request, context) }
        switch try await ledger.authenticate(token) {
        case .failure(let why): throw refusal(why, request, context)
        case .success(let record):
            await noteUse(of: record, context)
            return Caller(
                user: record.name, roles: record.roles, scope: record.scope, token: record.number, tokenExpires: record.expires)
        }
    }

    /// A full disk must not lock out those who only read.
    private func noteUse(of record: TokenRecord, _ context: HearbackContext) async {
        do {
            try await ledger.noteUse(of: record)
        } catch {
            context.logger.warning(
                "the use of a token could not be noted", metadata: ["token": "\(record.number.id)", "error": "\(error)"])
        }
    }

    /// One line of the log for each failure, until they are too many. A token that is right passes all the same: whoever
    /// shares a network with a guesser is not locked out, and 256 bits are not guessed.
    private func refusal(_ why: TokenRefusal, _ request: Request, _ context: HearbackContext) -> Problem {
        let network = request.client(client, context).network
        if let seconds = failures.record(network, at: ledger.now) {
            return Problem(.tooManyFailures, retryAfter: seconds)
        }
        let (cause, number) = why.words
        context.logger.warning(
            "a token was refused",
            metadata: ["why": "\(cause)", "token": "\(number?.id ?? "-")", "network": "\(network)"])
        return Problem(why)
    }
}

extension TokenRefusal {
    fileprivate var words: (cause: String, number: TokenNumber?) {
        switch self {
        case .unknown: ("unknown", nil)
        case .expired(let number, _): ("expired", number)
        case .revoked(let number, _): ("revoked", number)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: TokenRefusal) {
        let ask = "an administrator makes another: 'hearback token create'"
        switch refusal {
        case .unknown: self.init(.unauthorized, detail: "no such token", hint: ask)
        case .expired(let number, let instant):
            self.init(.unauthorized, detail: "\(number.id) expired at \(instant.rfc3339)", hint: ask)
        case .revoked(let number, let instant):
            self.init(.unauthorized, detail: "\(number.id) was revoked at \(instant.rfc3339)", hint: ask)
        }
    }
}

extension Request {
    /// Of `Authorization: Bearer …`; the scheme in any case (RFC 9110, section 11.1). Nil without one.
    fileprivate var bearerToken: Substring? {
        guard let field = headers[.authorization] else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1].drop { $0 == " " }
    }
}
