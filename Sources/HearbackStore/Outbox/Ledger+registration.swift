import Crypto
import Foundation
import GRDB
import HearbackCore

/// How much registering one network, one address and the whole service may cause.
package struct RegistrationLimits: Hashable, Sendable {
    /// Endpoints that one network (IPv4 /24, IPv6 /48) may register in a day, and have active.
    package var perDay: Int
    package var active: Int
    /// Addresses that all together may register in a day under one registrable domain.
    package var perDomainAndDay: Int
    /// Challenges to one address in thirty days, whoever registers it.
    package var challenges: Int

    package init(perDay: Int = 3, active: Int = 20, perDomainAndDay: Int = 5, challenges: Int = 3) {
        (self.perDay, self.active, self.challenges) = (perDay, active, challenges)
        self.perDomainAndDay = perDomainAndDay
    }
}

extension Ledger {
    /// Registers an address that anyone gives, in state `pending`: nothing but a challenge goes to it before it has
    /// proved that it holds the secret. The URL must have been vetted.
    ///
    /// - Parameters:
    ///   - network: where the request came from, IPv4 /24 or IPv6 /48.
    ///   - domain: under which the URL's host was registered; nil where that is not limited.
    /// - Throws: `Refusal.endpointExists`, `Refusal.registrationLimit`.
    package func registerEndpoint(
        url: String, secret: String, from network: String, domain: String? = nil,
        limits: RegistrationLimits = RegistrationLimits()
    ) async throws -> NewEndpoint {
        let token = "hbe_" + MessageIdentifier.make(from: options.random(32), prefix: "", length: 32)
        let record = try await write { transaction in
            try transaction.register(url: url, secret: secret, owner: token, network, domain, limits)
        }
        outboxSignal.send()
        return NewEndpoint(record: record, secret: secret, ownerToken: token)
    }

    /// The endpoint, for who holds its owner's token. A wrong token and a missing endpoint are answered alike.
    ///
    /// - Throws: `Refusal.unknownEndpoint`.
    package func ownedEndpoint(_ id: String, token: String) async throws -> EndpointRecord {
        try await read { db in
            guard let row = try Row.fetchOne(db, sql: EndpointRecord.selection + " WHERE id = ?", arguments: [id]),
                let owner = row["owner"] as Data?, Self.matches(token, owner)
            else { throw Refusal.unknownEndpoint }
            return try EndpointRecord(row)
        }
    }

    /// Its owner takes it away: the address goes, only a keyed hash of it stays, for the limits.
    package func forgetEndpoint(_ id: String) async throws {
        try await write { transaction in
            let number = try transaction.endpointNumber(id)
            try transaction.disable(number, reason: "deleted")
            try transaction.db.execute(
                sql: """
                    UPDATE endpoint SET address = NULL, owner = NULL WHERE number = :number;
                    DELETE FROM endpoint_secret WHERE endpoint = :number;
                    DELETE FROM recipient WHERE endpoint = :number
                    """, arguments: ["number": number])
        }
    }

    /// Sends another challenge, or the one that waits, as far as the limits allow it.
    ///
    /// - Throws: `Refusal.unknownEndpoint`, `Refusal.endpointPaused`, `Refusal.registrationLimit`.
    package func challengeEndpoint(
        _ id: String, limits: RegistrationLimits? = RegistrationLimits()
    ) async throws -> EndpointRecord {
        let record = try await write { transaction in
            let number = try transaction.endpointNumber(id)
            var schedule = try transaction.endpointSchedule(number)
            guard schedule.kind == .webhook, schedule.disabledReason != "deleted" else { throw Refusal.endpointInactive }
            try transaction.requireUnpaused(number)
            if let limits { try transaction.checkChallenges(number, limits) }
            if schedule.state == .disabled {
                (schedule.state, schedule.disabledReason, schedule.breaker) = (.pending, nil, CircuitBreaker())
                schedule.notBefore = transaction.now
                try transaction.save(schedule)
            }
            if try !transaction.challenge(number) { try transaction.hurryChallenge(number) }
            return try transaction.endpointRecord(number)
        }
        outboxSignal.send()
        return record
    }

    /// Asks those again that have proved themselves longer than `age` milliseconds ago.
    ///
    /// - Returns: how many.
    package func challengeStale(olderThan age: Int64 = 30 * 86_400_000) async throws -> Int {
        let count = try await write { transaction in
            let stale = try Int64.fetchAll(
                transaction.db,
                sql: """
                    SELECT number FROM endpoint WHERE state = 'active' AND is_vouched = 0 AND kind = 'webhook'
                        AND verified <= ? ORDER BY verified LIMIT 100
                    """, arguments: [transaction.now.advanced(byMilliseconds: -age).milliseconds])
            return try stale.reduce(0) { try transaction.challenge($1) ? $0 + 1 : $0 }
        }
        if count > 0 { outboxSignal.send() }
        return count
    }

    private static func matches(_ token: String, _ owner: Data) -> Bool {
        constantTimeEqual(Data(SHA256.hash(data: Data(token.utf8))), owner)
    }
}

extension LedgerTransaction {
    private static let day: Int64 = 86_400_000
    private static let challengeWindow = 30 * day

    fileprivate func register(
        url: String, secret: String, owner: String, _ network: String, _ domain: String?,
        _ limits: RegistrationLimits
    ) throws -> EndpointRecord {
        let (key, registrant) = (options.box.addressKey(url), options.box.registrantKey(network))
        try checkRegistrant(registrant, limits)
        let known = try known(key)
        if let known {
            // One that never answered may be somebody's mistake or somebody's squatting: the newest registration holds.
            let isUnproved = try endpointRecord(known.number).verified == nil && known.state == .pending
            guard known.state == .disabled || isUnproved else { throw Refusal.endpointExists(nil) }
            try checkChallenges(known.number, limits)
            try cancelChallenges(of: known.number)
        }
        let domainKey = domain.map { options.box.addressKey("domain " + $0) }
        if let domainKey { try checkDomain(domainKey, except: known?.number, limits) }
        let number = try insertEndpoint(
            .init(
                kind: .webhook, address: url, key: key, state: .pending,
                owner: Data(SHA256.hash(data: Data(owner.utf8))), registrant: registrant),
            secret: secret, replacing: known?.number)
        if let domainKey { try note(domain: domainKey, of: number) }
        try challenge(number)
        return try endpointRecord(number)
    }

    private func checkRegistrant(_ registrant: Data, _ limits: RegistrationLimits) throws {
        let since = now.advanced(byMilliseconds: -Self.day)
        let counts = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*) FILTER (WHERE created > ?2) AS today, count(*) FILTER (WHERE state <> 'disabled') AS active,
                    min(created) FILTER (WHERE created > ?2) AS first
                FROM endpoint WHERE registrant = ?1
                """, arguments: [registrant, since.milliseconds])
        if (counts?["today"] ?? 0) >= limits.perDay {
            let first = Instant(milliseconds: counts?["first"] ?? now.milliseconds)
            throw Refusal.registrationLimit(until: first.advanced(byMilliseconds: Self.day))
        }
        if (counts?["active"] ?? 0) >= limits.active { throw Refusal.registrationLimit(until: nil) }
    }

    func checkChallenges(_ number: Int64, _ limits: RegistrationLimits) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT challenges, challenged_since FROM endpoint WHERE number = ?", arguments: [number])
        let since = Instant(milliseconds: row?["challenged_since"] ?? 0)
        let end = since.advanced(byMilliseconds: Self.challengeWindow)
        guard (row?["challenges"] ?? 0) < limits.challenges || end <= now else {
            throw Refusal.registrationLimit(until: end)
        }
    }

    /// Counted when it is leased, so that a crash can't send more than are counted.
    func countChallenge(to number: Int64) throws {
        try db.cachedStatement(
            sql: """
                UPDATE endpoint SET challenges = iif(kind = 'webhook' AND challenged_since + ?2 <= ?1, 1, challenges + 1),
                    challenged_since = iif(kind = 'email' OR challenges = 0 OR challenged_since + ?2 <= ?1, ?1, challenged_since)
                WHERE number = ?3
                """
        ).execute(arguments: [now.milliseconds, Self.challengeWindow, number])
    }

    /// Challenges that the address got in the present window.
    func challenges(to number: Int64) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT challenges FROM endpoint WHERE number = ?")
        return try Int.fetchOne(statement, arguments: [number]) ?? 0
    }

    /// - Parameter delay: milliseconds before it is sent.
    /// - Returns: false when a challenge waits already.
    @discardableResult
    func challenge(_ number: Int64, after delay: Int64 = 0) throws -> Bool {
        let waiting = try Int.fetchOne(
            db,
            sql: """
                SELECT 1 FROM outbox INDEXED BY outbox_question
                WHERE endpoint = ? AND comment IS NULL AND state = 'ready' AND type = ?
                """, arguments: [number, NoticeType.verification.text])
        guard waiting == nil else { return false }
        let text = MessageIdentifier.make(from: options.random(32), prefix: "", length: 32)
        let id = try endpointRecord(number).id
        try owe(
            number,
            .verification(of: id, challenge: text, expires: now.advanced(byMilliseconds: 2 * Self.day), at: now),
            about: nil, event: nil)
        if delay > 0 {
            let due = now.advanced(byMilliseconds: delay).milliseconds
            try db.execute(sql: "UPDATE outbox SET next_at = ? WHERE row = last_insert_rowid()", arguments: [due])
        }
        return true
    }

    private func cancelChallenges(of number: Int64) throws {
        try putAside(number)
        try db.execute(
            sql: """
                DELETE FROM lease WHERE endpoint = :number;
                UPDATE outbox INDEXED BY outbox_question SET state = 'cancelled', finished = :now
                WHERE endpoint = :number AND comment IS NULL AND state = 'ready';
                """, arguments: ["now": now.milliseconds, "number": number])
        // What was under way under the old secret has no row to come back to.
        try db.execute(sql: "UPDATE endpoint SET in_flight = 0 WHERE number = ?", arguments: [number])
    }

    /// The endpoint has answered its challenge at a network.
    func verified(at network: String?, _ endpoint: inout EndpointSchedule) throws {
        // Disabled or taken away while the challenge was under way: an answer does not bring it back.
        guard endpoint.state != .disabled else { return }
        (endpoint.state, endpoint.disabledReason) = (.active, nil)
        // The networks are others now.
        book.forgetClaimant(endpoint.number)
        try db.execute(
            sql: "UPDATE endpoint SET verified = ?, challenges = 0, challenged_since = 0 WHERE number = ?",
            arguments: [now.milliseconds, endpoint.number])
        guard let network else { return }
        try db.execute(
            sql: """
                INSERT INTO endpoint_network VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET verified = ?3
                """, arguments: [endpoint.number, network, now.milliseconds])
    }

    /// Its name leads elsewhere: nothing more goes there before it has answered a new challenge.
    func askAgain(_ endpoint: inout EndpointSchedule) throws {
        guard endpoint.state == .active else { return }
        endpoint.state = .pending
        try challenge(endpoint.number)
    }
}
