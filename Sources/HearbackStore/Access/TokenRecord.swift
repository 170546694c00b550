import GRDB
package import HearbackCore

/// A token as it is kept: all but its secret.
package struct TokenRecord: Hashable, Sendable {
    package let number: TokenNumber
    package let name: String
    package let roles: Set<Role>
    package let scope: BillScope
    package let addresses: [String]
    package let created: Instant
    package let createdBy: String
    package let expires: Instant
    package let revoked: Instant?
    package let revokedBy: String?
    /// To the minute.
    package let lastUsed: Instant?

    init(_ row: Row) throws {
        guard let number = TokenNumber(row["number"]) else { throw StoreError(.corrupt, "a token can't be read") }
        self.number = number
        roles = Set(try StoredJSON.decode([Role].self, from: row["roles"]))
        scope = try (row["bills"] as String?).map { .only(Set(try StoredJSON.decode([String].self, from: $0))) } ?? .all
        addresses = try StoredJSON.decode([String].self, from: row["addresses"])
        (name, createdBy, revokedBy) = (row["name"], row["created_by"], row["revoked_by"])
        (created, expires) = (Instant(milliseconds: row["created"]), Instant(milliseconds: row["expires"]))
        revoked = (row["revoked"] as Int64?).map(Instant.init(milliseconds:))
        lastUsed = (row["last_used"] as Int64?).map(Instant.init(milliseconds:))
    }

    static func fetch(_ number: TokenNumber, _ db: Database) throws -> TokenRecord? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM access_token WHERE number = ?")
        return try Row.fetchOne(statement, arguments: [number.value]).map(TokenRecord.init)
    }
}

/// Why a token opens nothing.
package enum TokenRefusal: Error, Hashable, Sendable {
    /// No such token, or not its secret: the two are not told apart.
    case unknown
    case expired(TokenNumber, Instant)
    case revoked(TokenNumber, Instant)
}
