import Foundation
import GRDB
package import HearbackCore

extension Ledger {
    /// Records how attempts ended and leases what is due now, in one durable transaction.
    ///
    /// - Returns: how many results were taken (those under a lease that is no longer the row's are dropped), and the
    ///   messages, at most `limit`, fairly among endpoints, their attempts counted.
    package func exchange(
        _ attempts: [AttemptRecord], claimingAtMost limit: Int, schedule: RetrySchedule = .standard
    ) async throws -> (taken: Int, claimed: [ClaimedMessage]) {
        let lease = Int64(bitPattern: UInt64(littleEndianBytes: options.random(8))) & .max
        return try await write { transaction in
            let taken = try transaction.record(attempts, schedule)
            return (taken, limit > 0 ? try transaction.claimDue(atMost: limit, lease: lease) : [])
        }
    }

    /// Leases messages that are due. See `exchange`.
    package func claimDue(atMost limit: Int) async throws -> [ClaimedMessage] {
        try await exchange([], claimingAtMost: limit).claimed
    }

    /// When an endpoint is to be looked at next, or nil when nothing waits.
    package func nextDelivery() async throws -> Instant? {
        try await read { db in
            let wake = try Int64.fetchOne(db.cachedStatement(sql: "SELECT min(wake) FROM endpoint WHERE wake IS NOT NULL"))
            return wake.map(Instant.init(milliseconds:))
        }
    }

    /// Gives leased messages back untried: the attempt is not counted.
    package func release(_ messages: [(row: Int64, lease: Int64)]) async throws {
        try await write { transaction in
            let now = transaction.now
            _ = try transaction.record(
                messages.map {
                    AttemptRecord(
                        row: $0.row, lease: $0.lease, started: now, milliseconds: 0, result: .deferred(until: now))
                }, .standard)
        }
    }

    /// Puts what a crashed process had in flight back into the queue. Called once, before the first claim.
    ///
    /// A message that was lost three times is dead: it may be what kills us.
    package func recoverDeliveries() async throws {
        try await write { transaction in
            let (db, now) = (transaction.db, transaction.now.milliseconds)
            try db.execute(
                sql: """
                    UPDATE outbox SET lease = NULL, lost = lost + 1,
                        state = CASE WHEN lost >= 2 THEN 'dead' ELSE 'ready' END,
                        finished = CASE WHEN lost >= 2 THEN :now END,
                        last_error = CASE WHEN lost >= 2 THEN 'lost' ELSE last_error END
                    WHERE state = 'sending' AND state IN ('ready', 'sending')
                        AND endpoint IN (SELECT number FROM endpoint WHERE in_flight > 0);
                    UPDATE endpoint SET in_flight = 0, wake = CASE WHEN state <> 'disabled' THEN max(not_before, :now) END
                    WHERE in_flight > 0
                    """, arguments: ["now": now])
            try transaction.bury(endpoint: nil)
        }
    }
}

extension LedgerTransaction {
    /// One look at the endpoints that have waited longest; each gets an equal share, and more when others need less.
    fileprivate func claimDue(atMost limit: Int, lease: Int64) throws -> [ClaimedMessage] {
        let schedules = try db.rows(
            EndpointSchedule.selection + " WHERE wake IS NOT NULL AND wake <= ? ORDER BY wake, last_served LIMIT ?",
            now.milliseconds, Int64(limit)
        ) { try EndpointSchedule($0) }
        var claimed: [ClaimedMessage] = []
        for (index, schedule) in schedules.enumerated() {
            let share = (limit - claimed.count) / (schedules.count - index)
            claimed += try claim(from: schedule, atMost: share, lease: lease &+ Int64(claimed.count))
        }
        return claimed
    }

    private func claim(from schedule: EndpointSchedule, atMost share: Int, lease: Int64) throws -> [ClaimedMessage] {
        guard share > 0 else { return [] }
        var schedule = schedule
        var wanted = min(share, schedule.room(options.delivery))
        let rate = schedule.breaker.rate(options.delivery.perMinute)
        if rate > 0 { wanted = min(wanted, schedule.bucket.available(at: now, perMinute: rate)) }
        let rows = wanted > 0 ? try due(schedule, atMost: wanted) : []
        var messages: [ClaimedMessage] = []
        if !rows.isEmpty {
            guard let claimant = try claimant(schedule) else {
                try disable(schedule.number, reason: "unusable")
                return []
            }
            messages = try rows.enumerated().map { index, due in
                try handOut(due, as: (lease &+ Int64(index)) & .max, to: claimant)
            }
        }
        schedule.inFlight += messages.count
        if rate > 0 { schedule.bucket.take(messages.count) }
        try save(schedule, after: messages.count < wanted ? now : nil, served: !messages.isEmpty)
        return messages
    }

    /// Within an endpoint a comment's messages go in order: a later one waits until the earlier is settled.
    private func due(_ schedule: EndpointSchedule, atMost limit: Int) throws -> [Due] {
        try db.rows(
            """
            SELECT o.row, o.message, o.type, o.body, o.attempt, o.comment, o.event FROM outbox o
            WHERE o.endpoint = ?1 AND o.state = 'ready' AND o.next_at <= ?2 AND (NOT ?3 OR o.comment IS NULL)
                AND NOT EXISTS (
                    SELECT 1 FROM outbox p WHERE p.endpoint = o.endpoint AND p.comment = o.comment
                        AND p.row < o.row AND p.state IN ('ready', 'sending'))
            ORDER BY o.next_at, o.row LIMIT ?4
            """, schedule.number, now.milliseconds, schedule.getsControlOnly ? 1 : 0, Int64(limit)
        ) { columns in
            Due(
                row: columns.integer(0), message: columns.text(1), type: columns.text(2), body: columns.bytes(3),
                attempt: Int(columns.integer(4)), comment: columns.optionalInteger(5), event: columns.optionalInteger(6))
        }
    }

    /// A message that may be sent now.
    private struct Due {
        let row: Int64
        let message: String
        let type: String
        let body: [UInt8]
        /// Those before this one.
        let attempt: Int
        let comment: Int64?
        let event: Int64?
    }

    /// What all messages of one endpoint share.
    private struct Claimant {
        let schedule: EndpointSchedule
        let id: String
        let address: String
        let secrets: [String]
        let networks: Set<String>?
        let language: String?
    }

    /// Nil when nothing can be sent to it: no address, or no secret that opens. One such endpoint must not keep others.
    private func claimant(_ schedule: EndpointSchedule) throws -> Claimant? {
        let statement = try db.cachedStatement(sql: "SELECT id, address, language FROM endpoint WHERE number = ?")
        guard let row = try Row.fetchOne(statement, arguments: [schedule.number]), let address = row["address"] as String?
        else { return nil }
        let secrets = try secrets(of: schedule.number)
        guard schedule.kind == .email || !secrets.isEmpty else { return nil }
        let isFree = schedule.isVouched || schedule.kind == .email
        return Claimant(
            schedule: schedule, id: row["id"], address: address, secrets: secrets,
            networks: isFree ? nil : try networks(of: schedule.number), language: row["language"])
    }

    private func handOut(_ due: Due, as lease: Int64, to claimant: Claimant) throws -> ClaimedMessage {
        try db.run("UPDATE outbox SET state = 'sending', attempt = attempt + 1, lease = ? WHERE row = ?") { binder in
            binder.bind(lease)
            binder.bind(due.row)
        }
        let isQuestion = [NoticeType.verification.text, NoticeType.confirmation.text].contains(due.type)
        if isQuestion { try countChallenge(to: claimant.schedule) }
        return ClaimedMessage(
            row: due.row, lease: lease, message: due.message, type: due.type, endpoint: claimant.id,
            address: claimant.address, kind: claimant.schedule.kind, secrets: claimant.secrets,
            body: due.body, attempt: due.attempt + 1,
            networks: isQuestion ? nil : claimant.networks,
            mail: claimant.schedule.kind == .email ? try mailFacts(due, claimant) : nil)
    }

    private func mailFacts(_ due: Due, _ claimant: Claimant) throws -> MailFacts {
        let statement = try db.cachedStatement(
            sql: """
                SELECT m.language, m.decision_due, b.document ->> '$.titles' AS titles, (SELECT text FROM content WHERE event = ?2) AS text,
                    iif(p.basis = 'law', p.citation, NULL) AS law
                FROM comment m JOIN bill b ON b.id = m.bill
                    JOIN policy p ON p.bill = m.bill AND p.version = m.policy_version WHERE m.number = ?1
                """)
        let found = try Row.fetchOne(statement, arguments: [due.comment, due.event])
        let language = (found?["language"] ?? claimant.language).flatMap { Language(rawValue: $0) } ?? .english
        let isOwnText = due.type == NoticeType.comment(.received).text
        return MailFacts(
            language: language,
            billTitles: try (found?["titles"] as String?).map { try StoredJSON.decode(LocalizedText.self, from: $0) },
            // The comment's own text is never sent.
            text: isOwnText ? nil : found?["text"], decisionDue: found?["decision_due"],
            lawCitation: found?["law"], endpointNumber: claimant.schedule.number)
    }

    private func networks(of endpoint: Int64) throws -> Set<String> {
        let statement = try db.cachedStatement(sql: "SELECT network FROM endpoint_network WHERE endpoint = ?")
        return try String.fetchSet(statement, arguments: [endpoint])
    }
}

extension UInt64 {
    init(littleEndianBytes bytes: [UInt8]) {
        self = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
