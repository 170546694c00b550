import Foundation
import GRDB
import HearbackCore

/// An endpoint with what is shown once: the secret that signs, and its owner's token where somebody registered it.
package struct NewEndpoint: Sendable {
    package let record: EndpointRecord
    package let secret: String
    /// `hbe_…`.
    package let ownerToken: String?
}

extension Ledger {
    /// Registers an address that an administrator vouches for. The URL must have been vetted, the secret be `whsec_…`.
    package func addEndpoint(url: String, secret: String) async throws -> EndpointRecord {
        try await write { transaction in
            let key = transaction.options.box.addressKey(url)
            let known = try transaction.known(key)
            if let known, known.state != .disabled { throw Refusal.endpointExists(known.id) }
            let number = try transaction.insertEndpoint(
                .init(kind: .webhook, address: url, key: key, state: .active, isVouched: true), secret: secret,
                replacing: known?.number)
            return try transaction.endpointRecord(number)
        }
    }

    /// Stops sending to an endpoint; what waits for it is dead.
    package func disableEndpoint(_ id: String, reason: String) async throws -> EndpointRecord {
        try await write { transaction in
            let number = try transaction.endpointNumber(id)
            try transaction.disable(number, reason: reason)
            return try transaction.endpointRecord(number)
        }
    }

    /// Gives an endpoint a new secret. Until `overlap` milliseconds have passed the earlier ones sign too. Unless an
    /// administrator vouches for the endpoint, it is asked to prove that it holds the new one.
    package func rotateSecret(of id: String, to secret: String, overlap: Int64 = 86_400_000) async throws -> EndpointRecord {
        try await write { transaction in
            let number = try transaction.endpointNumber(id)
            try transaction.rotate(number, to: secret, overlap: overlap)
            try transaction.challengeRotated(number)
            return try transaction.endpointRecord(number)
        }
    }

    /// Puts a message into the endpoint's queue by which its receiver can be tried.
    ///
    /// - Throws: `Refusal.unknownEndpoint`, `Refusal.endpointInactive`, `Refusal.endpointPaused`.
    package func testEndpoint(_ id: String) async throws -> String {
        let message = try await write { transaction in
            let number = try transaction.endpointNumber(id)
            guard try transaction.endpointSchedule(number).state == .active else { throw Refusal.endpointInactive }
            try transaction.requireUnpaused(number)
            try transaction.owe(number, .aboutEndpoint(.test, id, at: transaction.now), about: nil, event: nil)
            return try String.fetchOne(
                transaction.db, sql: "SELECT message FROM outbox WHERE row = last_insert_rowid()") ?? ""
        }
        outboxSignal.send()
        return message
    }
}

/// What a row of `endpoint` begins with.
struct EndpointSeed {
    var kind: EndpointKind
    var address: String
    var key: Data
    var state: EndpointState
    var isVouched = false
    var owner: Data?
    var registrant: Data?
    var language: Language?
}

extension LedgerTransaction {
    /// Secrets of one endpoint that may be valid at the same time.
    private static let secretsAtMost = 3

    /// The endpoint that has the address, whatever its state.
    func known(_ key: Data) throws -> (number: Int64, id: String, state: EndpointState)? {
        let statement = try db.cachedStatement(sql: "SELECT number, id, state FROM endpoint WHERE address_key = ?")
        guard let row = try Row.fetchOne(statement, arguments: [key]), let state = EndpointState(rawValue: row["state"])
        else { return nil }
        return (row["number"], row["id"], state)
    }

    /// - Parameter known: the address's earlier row, which begins anew under another identifier. What counts for limits stays.
    func insertEndpoint(_ seed: EndpointSeed, secret: String?, replacing known: Int64?) throws -> Int64 {
        let id = MessageIdentifier.make(from: options.random(27), prefix: "ep_")
        let time = now.milliseconds
        if let known { try putAside(known) }
        let number = try known ?? (Int64.fetchOne(db, sql: "SELECT coalesce(max(number), 0) + 1 FROM endpoint") ?? 1)
        try db.execute(
            sql: """
                INSERT INTO endpoint (number, id, kind, address, address_key, state, created, is_vouched, verified, owner,
                    registrant, language, tokens, tokens_at)
                VALUES (:number, :id, :kind, :address, :key, :state, :now, :vouched, :verified, :owner, :registrant,
                    :language, :tokens, :now)
                ON CONFLICT (number) DO UPDATE SET id = excluded.id, address = excluded.address, state = excluded.state,
                    disabled_reason = NULL, created = excluded.created, is_vouched = excluded.is_vouched,
                    verified = excluded.verified, owner = excluded.owner, registrant = excluded.registrant,
                    language = excluded.language, not_before = 0, failures = 0, breaker = 0, breaker_opened = NULL,
                    failing_since = NULL, ramp = 10
                """,
            arguments: [
                "number": number, "id": id, "kind": seed.kind.rawValue, "address": seed.address, "key": seed.key,
                "state": seed.state.rawValue, "now": time, "vouched": seed.isVouched,
                "verified": seed.isVouched ? time : nil, "owner": seed.owner, "registrant": seed.registrant,
                "language": seed.language?.rawValue, "tokens": Double(options.delivery.perMinute),
            ])
        try db.execute(sql: "DELETE FROM endpoint_secret WHERE endpoint = ?", arguments: [number])
        try db.execute(sql: "DELETE FROM endpoint_network WHERE endpoint = ?", arguments: [number])
        try db.execute(sql: "DELETE FROM endpoint_pause WHERE endpoint = ?", arguments: [number])
        if let secret { try keep(secret, of: number) }
        return number
    }

    private func keep(_ secret: String, of number: Int64) throws {
        try db.execute(
            sql: "INSERT INTO endpoint_secret (endpoint, sealed, created) VALUES (?, ?, ?)",
            arguments: [number, try options.box.seal(secret, for: number), now.milliseconds])
    }

    func rotate(_ number: Int64, to secret: String, overlap: Int64) throws {
        try putAside(number)
        let end = now.advanced(byMilliseconds: max(0, overlap)).milliseconds
        try db.execute(
            sql: """
                UPDATE endpoint_secret SET expires = min(coalesce(expires, :end), :end) WHERE endpoint = :number;
                DELETE FROM endpoint_secret WHERE endpoint = :number AND (expires <= :now OR rowid NOT IN (
                    SELECT rowid FROM endpoint_secret WHERE endpoint = :number
                    ORDER BY created DESC, rowid DESC LIMIT :kept))
                """,
            arguments: ["end": end, "number": number, "now": now.milliseconds, "kept": Self.secretsAtMost - 1])
        try keep(secret, of: number)
    }

    /// Those that sign now, the newest first, and when the first of them stops to; one that does not open is none.
    func secrets(of number: Int64) throws -> (texts: [String], expires: Instant?) {
        let found = try db.rows(
            """
            SELECT sealed, expires FROM endpoint_secret WHERE endpoint = ? AND (expires IS NULL OR expires > ?)
            ORDER BY created DESC, rowid DESC
            """, number, now.milliseconds
        ) { (Data($0.bytes(0)), $0.optionalInteger(1).map(Instant.init(milliseconds:))) }
        return (found.compactMap { try? options.box.open($0.0, for: number) }, found.compactMap(\.1).min())
    }

    /// Ends an endpoint: nothing more is sent to it, and what waits for it is dead.
    func disable(_ number: Int64, reason: String) throws {
        var schedule = try endpointSchedule(number)
        schedule.disable(reason)
        try save(schedule)
        try bury(endpoint: number)
    }
}
