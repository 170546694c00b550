import GRDB
package import HearbackCore

/// A webhook address that messages go to.
package struct EndpointRecord: Hashable, Sendable {
    /// `ep_` and 27 characters: who knows it may name it in a submission.
    package let id: String
    package let url: String
    package let isActive: Bool
    package let disabledReason: String?
    package let created: Instant

    init(_ row: Row) {
        (id, url, disabledReason) = (row["id"], row["url"], row["disabled_reason"])
        isActive = row["state"] as String == "active"
        created = Instant(milliseconds: row["created"])
    }
}

extension Ledger {
    /// Registers an address that an administrator vouches for. The URL must have been vetted, the secret be `whsec_…`.
    package func addEndpoint(url: String, secret: String) async throws -> EndpointRecord {
        try await write { transaction in
            let id = MessageIdentifier.make(from: transaction.options.random(27), prefix: "ep_")
            try transaction.db.execute(
                sql: "INSERT INTO endpoint (id, url, secret, state, created) VALUES (?, ?, ?, 'active', ?)",
                arguments: [id, url, secret, transaction.now.milliseconds])
            return try transaction.endpoint(id)
        }
    }

    /// Stops sending to an endpoint; what waits for it is dead.
    package func disableEndpoint(_ id: String, reason: String) async throws -> EndpointRecord {
        try await write { transaction in
            let number = try Int64.fetchOne(
                transaction.db, sql: "SELECT number FROM endpoint WHERE id = ?", arguments: [id])
            guard let number else { throw Refusal.unknownEndpoint }
            try transaction.disable(number, reason: reason)
            return try transaction.endpoint(id)
        }
    }

    package func endpoints() async throws -> [EndpointRecord] {
        try await read { try Row.fetchAll($0, sql: "SELECT * FROM endpoint ORDER BY number").map(EndpointRecord.init) }
    }
}

extension LedgerTransaction {
    fileprivate func endpoint(_ id: String) throws -> EndpointRecord {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM endpoint WHERE id = ?", arguments: [id]) else {
            throw Refusal.unknownEndpoint
        }
        return EndpointRecord(row)
    }
}
