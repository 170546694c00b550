import Crypto
import Foundation
import GRDB
package import HearbackCore

extension Ledger {
    /// Makes a token. Its secret is in the answer alone; the file keeps a hash.
    ///
    /// - Throws: `Refusal.unknownBill`, `StoreError`.
    package func createToken(_ terms: TokenTerms, by user: String) async throws -> (record: TokenRecord, token: AccessToken) {
        let secret = options.random(AccessToken.secretLength)
        return try await write { transaction in
            let record = try transaction.createToken(terms, hash: Data(SHA256.hash(data: secret)), by: user)
            guard let token = AccessToken(number: record.number, secret: secret) else {
                throw StoreError(.inputOutput, "the random source gave \(secret.count) bytes")
            }
            return (record, token)
        }
    }

    /// All that were ever made, the newest first.
    package func tokens() async throws -> [TokenRecord] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM access_token ORDER BY number DESC").map(TokenRecord.init)
        }
    }

    /// From the commit on the token opens nothing.
    ///
    /// - Throws: `Refusal.unknownToken`, `Refusal.tokenRevoked`, `StoreError`.
    package func revokeToken(_ number: TokenNumber, by user: String) async throws -> TokenRecord {
        try await write { transaction in
            guard let record = try TokenRecord.fetch(number, transaction.db) else { throw Refusal.unknownToken }
            if let revoked = record.revoked { throw Refusal.tokenRevoked(at: revoked) }
            try transaction.db.execute(
                sql: "UPDATE access_token SET revoked = ?, revoked_by = ? WHERE number = ?",
                arguments: [transaction.now.milliseconds, user, number.value])
            guard let revoked = try TokenRecord.fetch(number, transaction.db) else { throw Refusal.unknownToken }
            return revoked
        }
    }

    /// What a token allows now. Only who has the secret learns that it expired or was revoked.
    ///
    /// - Throws: `StoreError`.
    package func authenticate(_ token: AccessToken) async throws -> Result<TokenRecord, TokenRefusal> {
        let now = self.now
        let hash = Data(SHA256.hash(data: token.secret))
        return try await read { db in
            let kept = try Data.fetchOne(
                db.cachedStatement(sql: "SELECT hash FROM access_token WHERE number = ?"), arguments: [token.number.value])
            guard let kept, constantTimeEqual(kept, hash), let record = try TokenRecord.fetch(token.number, db) else {
                return .failure(.unknown)
            }
            if let revoked = record.revoked { return .failure(.revoked(record.number, revoked)) }
            guard now < record.expires else { return .failure(.expired(record.number, record.expires)) }
            return .success(record)
        }
    }

    /// Notes that the token was used, unless that was noted within the last minute.
    package func noteUse(of record: TokenRecord) async throws {
        let minute: Int64 = 60_000
        guard record.lastUsed.map({ now.milliseconds(since: $0) >= minute }) ?? true else { return }
        try await write { transaction in
            try transaction.db.execute(
                sql: "UPDATE access_token SET last_used = ? WHERE number = ?",
                arguments: [transaction.now.milliseconds / minute * minute, record.number.value])
        }
    }
}

extension LedgerTransaction {
    fileprivate func createToken(_ terms: TokenTerms, hash: Data, by user: String) throws -> TokenRecord {
        for bill in terms.scope.bills ?? [] { _ = try billTerms(bill) }
        let now = self.now
        try db.execute(
            sql: """
                INSERT INTO access_token (name, roles, bills, addresses, hash, created, created_by, expires)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                terms.name, try StoredJSON.encode(terms.roles.sorted { $0.rawValue < $1.rawValue }), terms.scope.list,
                try StoredJSON.encode(terms.addresses), hash, now.milliseconds, user,
                now.advanced(byMilliseconds: terms.lifetime * 1_000).milliseconds,
            ])
        guard let number = TokenNumber(db.lastInsertedRowID), let record = try TokenRecord.fetch(number, db) else {
            throw StoreError(.corrupt, "tokens can't be numbered")
        }
        return record
    }
}
