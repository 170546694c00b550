import Foundation
import GRDB
import HearbackCore

extension LedgerTransaction {
    /// One look at the endpoints that have waited longest; each gets an equal share, and more when others need less.
    func claimDue(atMost limit: Int, lease: Int64) throws -> [ClaimedMessage] {
        let chosen = try candidates(atMost: limit)
        var claimed: [ClaimedMessage] = []
        for (index, number) in chosen.enumerated() {
            let share = (limit - claimed.count) / (chosen.count - index)
            claimed += try claim(from: number, atMost: share, lease: lease &+ Int64(claimed.count))
        }
        return claimed
    }

    /// Those of the book that this exchange moves, and those that the file says are due, by how long they wait.
    private func candidates(atMost limit: Int) throws -> [Int64] {
        var found: [(number: Int64, turn: Instant, served: Instant)] = []
        for number in touched {
            guard var entry = book[number] else { continue }
            // Until it is claimed from: where there are too many, it waits for the next exchange.
            entry.hasMore = entry.schedule.mayBeServed(at: now, options.delivery)
            book.put(entry)
            if entry.hasMore { found.append((number, entry.turn, entry.schedule.lastServed)) }
        }
        let woken = try db.rows(
            EndpointSchedule.selection + " WHERE wake IS NOT NULL AND wake <= ? ORDER BY wake, last_served LIMIT ?",
            now.milliseconds, Int64(limit)
        ) { try EndpointSchedule($0) }
        for schedule in woken where book[schedule.number] == nil {
            found.append((schedule.number, schedule.wake ?? now, schedule.lastServed))
        }
        found.sort { ($0.turn, $0.served, $0.number) < ($1.turn, $1.served, $1.number) }
        return found.prefix(limit).map(\.number)
    }

    private func claim(from number: Int64, atMost share: Int, lease: Int64) throws -> [ClaimedMessage] {
        var entry = try entry(number)
        let rate = entry.schedule.breaker.rate(options.delivery.perMinute)
        let allowed = rate > 0 ? entry.schedule.bucket.available(at: now, perMinute: rate) : .max
        let wanted = min(share, entry.schedule.room(options.delivery), allowed)
        let rows = wanted > 0 ? inTurn(try due(entry.schedule, atMost: wanted), entry.schedule) : []
        var messages: [ClaimedMessage] = []
        if !rows.isEmpty {
            guard let claimant = try claimant(for: &entry) else {
                try disable(number, reason: "unusable")
                return []
            }
            messages = try rows.enumerated().map { index, due in
                try lend(due, as: (lease &+ Int64(index)) & .max, to: claimant)
            }
            entry.schedule.inFlight += rows.count
            if rate > 0 { entry.schedule.bucket.take(rows.count) }
            (entry.schedule.lastServed, entry.turn) = (now, rows.last?.next ?? entry.turn)
        }
        entry.hasMore = !rows.isEmpty && rows.count == share
        entry.after = rows.count < wanted ? now : nil
        book.put(entry)
        return messages
    }

    /// What went down with the daemon before may be what brought it down: it is leased only when it is its turn, or a few
    /// crashes would cost messages their lives that never were on the wire.
    private func inTurn(_ rows: [Due], _ schedule: EndpointSchedule) -> [Due] {
        let onWire = schedule.roomOnWire(options.delivery)
        let ahead = rows.dropFirst(onWire).prefix { $0.lost == 0 }
        return Array(rows.prefix(onWire) + ahead)
    }

    /// Within an endpoint a comment's messages go in order: a later one waits until the earlier is settled.
    private func due(_ schedule: EndpointSchedule, atMost limit: Int) throws -> [Due] {
        try db.rows(
            """
            SELECT \(LeasedMessage.columns), body, event, next_at, lost, request
            FROM outbox o INDEXED BY outbox_due
            WHERE o.endpoint = ?1 AND o.state = 'ready' AND o.next_at <= ?2 AND o.row NOT IN (SELECT row FROM lease)
                AND (NOT ?3 OR o.comment IS NULL)
                AND NOT EXISTS (
                    SELECT 1 FROM outbox p INDEXED BY outbox_by_comment
                    WHERE p.comment = o.comment AND p.row < o.row AND p.endpoint = o.endpoint AND p.state = 'ready')
            ORDER BY o.next_at, o.row LIMIT ?4
            """, schedule.number, now.milliseconds, schedule.getsControlOnly ? 1 : 0, Int64(limit)
        ) { columns in
            Due(
                leased: LeasedMessage(columns), body: columns.bytes(8), event: columns.optionalInteger(9),
                next: Instant(milliseconds: columns.integer(10)), lost: columns.integer(11),
                request: columns.optionalText(12))
        }
    }

    /// A message that may be sent now.
    private struct Due {
        let leased: LeasedMessage
        let body: [UInt8]
        let event: Int64?
        let next: Instant
        /// How often the daemon went down while it was under way.
        let lost: Int64
        let request: String?

        var isQuestion: Bool {
            leased.type == NoticeType.verification.text || leased.type == NoticeType.confirmation.text
        }
    }

    /// Nil when nothing can be sent to it: no address, or no secret that opens. One such endpoint must not keep others.
    private func claimant(for entry: inout EndpointBook.Entry) throws -> Claimant? {
        if let known = entry.claimant, known.expires.map({ $0 > now }) ?? true { return known }
        entry.claimant = try claimant(entry.schedule)
        return entry.claimant
    }

    private func claimant(_ schedule: EndpointSchedule) throws -> Claimant? {
        let rows = try db.rows("SELECT id, address, language FROM endpoint WHERE number = ?", schedule.number) {
            (id: $0.text(0), address: $0.optionalText(1), language: $0.optionalText(2))
        }
        guard let row = rows.first, let address = row.address else { return nil }
        let secrets = try secrets(of: schedule.number)
        guard schedule.kind == .email || !secrets.texts.isEmpty else { return nil }
        let isFree = schedule.isVouched || schedule.kind == .email
        return Claimant(
            number: schedule.number, kind: schedule.kind, id: row.id, address: address, secrets: secrets.texts,
            expires: secrets.expires, networks: isFree ? nil : try networks(of: schedule.number),
            language: row.language)
    }

    private func lend(_ due: Due, as lease: Int64, to claimant: Claimant) throws -> ClaimedMessage {
        try db.run("INSERT INTO lease (row, endpoint, token) VALUES (?, ?, ?)") { binder in
            binder.bind(due.leased.row)
            binder.bind(claimant.number)
            binder.bind(lease)
        }
        book.lend(due.leased, under: lease)
        if due.isQuestion { try countChallenge(to: claimant.number) }
        return ClaimedMessage(
            row: due.leased.row, lease: lease, message: due.leased.message, type: due.leased.type, endpoint: claimant.id,
            address: claimant.address, kind: claimant.kind, secrets: claimant.secrets, body: due.body,
            attempt: due.leased.attempt, networks: due.isQuestion ? nil : claimant.networks,
            mail: claimant.kind == .email ? try mailFacts(due, claimant) : nil, comment: due.leased.comment,
            request: due.request)
    }

    private func mailFacts(_ due: Due, _ claimant: Claimant) throws -> MailFacts {
        let statement = try db.cachedStatement(
            sql: """
                SELECT m.language, m.decision_due, b.document ->> '$.titles' AS titles, (SELECT text FROM content WHERE event = ?2) AS text,
                    iif(p.basis = 'law', p.citation, NULL) AS law
                FROM comment m JOIN bill b ON b.id = m.bill
                    JOIN policy p ON p.bill = m.bill AND p.version = m.policy_version WHERE m.number = ?1
                """)
        let found = try Row.fetchOne(statement, arguments: [due.leased.comment?.value, due.event])
        let language = (found?["language"] ?? claimant.language).flatMap { Language(rawValue: $0) } ?? .english
        let isOwnText = due.leased.type == NoticeType.comment(.received).text
        return MailFacts(
            language: language,
            billTitles: try (found?["titles"] as String?).map { try StoredJSON.decode(LocalizedText.self, from: $0) },
            // The comment's own text is never sent.
            text: isOwnText ? nil : found?["text"], decisionDue: found?["decision_due"],
            lawCitation: found?["law"], endpointNumber: claimant.number)
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
