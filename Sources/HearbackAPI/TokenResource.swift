package import HearbackCore

/// Asks for a token.
package struct TokenRequest: Hashable, Codable, Sendable {
    /// The actor of what is done with it; at most 64 characters.
    package var name: String
    /// Of `moderator`, `responder`, `auditor`, `administrator`.
    package var roles: [String]
    /// Identifiers; missing for every bill.
    package var bills: [String]?
    /// From which its holder may comment as a citizen.
    package var addresses: [String]?
    package var expiresInSeconds: Int64

    package init(name: String, roles: [String], bills: [String]? = nil, addresses: [String]? = nil, expiresInSeconds: Int64) {
        (self.name, self.roles, self.bills, self.addresses) = (name, roles, bills, addresses)
        self.expiresInSeconds = expiresInSeconds
    }

    private enum CodingKeys: String, CodingKey {
        case name, roles, bills, addresses
        case expiresInSeconds = "expires_in_seconds"
    }
}

/// A token, without its secret but in the answer to its making.
package struct TokenResource: Hashable, Codable, Sendable {
    package var id: String
    package var name: String
    package var roles: [Role]
    /// Missing for every bill.
    package var bills: [String]?
    package var addresses: [String]?
    package var state: State
    package var createdAt: Instant
    package var createdBy: String
    package var expiresAt: Instant
    package var revokedAt: Instant?
    package var revokedBy: String?
    /// To the minute.
    package var lastUsedAt: Instant?
    /// `hbt_…`, shown once.
    package var token: String?

    package enum State: String, Codable, Sendable {
        case active, expired, revoked
    }

    package init(
        id: String, name: String, roles: [Role], bills: [String]?, addresses: [String]?, state: State, createdAt: Instant,
        createdBy: String, expiresAt: Instant, revokedAt: Instant? = nil, revokedBy: String? = nil,
        lastUsedAt: Instant? = nil, token: String? = nil
    ) {
        (self.id, self.name, self.roles, self.bills, self.addresses) = (id, name, roles, bills, addresses)
        (self.state, self.createdAt, self.createdBy, self.expiresAt) = (state, createdAt, createdBy, expiresAt)
        (self.revokedAt, self.revokedBy, self.lastUsedAt, self.token) = (revokedAt, revokedBy, lastUsedAt, token)
    }

    private enum CodingKeys: String, CodingKey {
        case id, name, roles, bills, addresses, state
        case createdAt = "created_at"
        case createdBy = "created_by"
        case expiresAt = "expires_at"
        case revokedAt = "revoked_at"
        case revokedBy = "revoked_by"
        case lastUsedAt = "last_used_at"
        case token
    }
}

package struct TokenList: Hashable, Codable, Sendable {
    package var tokens: [TokenResource]

    package init(tokens: [TokenResource]) { self.tokens = tokens }
}
