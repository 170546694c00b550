import Foundation
import GRDB
import HearbackCore

extension LedgerTransaction {
    /// Confirmations that an address gets, ever, and the least time between two.
    private static let confirmationsAtMost = 3
    private static let confirmationPause: Int64 = 86_400_000

    /// Has an address told of a comment once it has said by e-mail that it wants to be (double opt-in).
    func subscribe(_ address: String, to comment: CommentNumber, language: Language) throws {
        let key = options.box.addressKey("mailto:" + address.lowercased())
        let known = try known(key)
        // Who unsubscribed or does not exist is not asked again by a stranger's submission.
        if known?.state == .disabled { return }
        let number =
            try known?.number
            ?? insertEndpoint(
                .init(kind: .email, address: address, key: key, state: .pending, language: language), secret: nil,
                replacing: nil)
        try db.execute(
            sql: "INSERT OR IGNORE INTO recipient VALUES (?, ?)", arguments: [comment.value, number])
        try confirm(number)
    }

    private func confirm(_ number: Int64) throws {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT id, challenges, challenged_since, EXISTS (
                    SELECT 1 FROM outbox o INDEXED BY outbox_question WHERE o.endpoint = e.number
                    AND o.comment IS NULL AND o.state = 'ready') AS is_waiting
                FROM endpoint e WHERE number = ? AND state = 'pending'
                """, arguments: [number])
        guard let row, !(row["is_waiting"] as Bool), row["challenges"] < Self.confirmationsAtMost else { return }
        let last = Instant(milliseconds: row["challenged_since"])
        guard row["challenges"] == 0 || now.milliseconds(since: last) >= Self.confirmationPause else { return }
        try owe(number, .aboutEndpoint(.confirmation, row["id"], at: now), about: nil, event: nil)
    }
}

extension Ledger {
    /// The address says that it wants notices; what waited for it goes out.
    ///
    /// - Throws: `Refusal.unknownEndpoint` unless the number is an e-mail address's that has not said no.
    package func confirmMail(_ number: Int64) async throws {
        try await write { transaction in
            var schedule = try transaction.mailSchedule(number)
            guard schedule.state != .disabled else { throw Refusal.unknownEndpoint }
            guard schedule.state == .pending else { return }
            schedule.state = .active
            try transaction.db.execute(
                sql: "UPDATE endpoint SET verified = ? WHERE number = ?",
                arguments: [transaction.now.milliseconds, number])
            try transaction.save(schedule)
        }
        outboxSignal.send()
    }

    /// The address wants nothing more, from whatever comment.
    package func unsubscribeMail(_ number: Int64) async throws {
        try await write { transaction in
            _ = try transaction.mailSchedule(number)
            try transaction.disable(number, reason: "unsubscribed")
        }
    }

    /// A mail system says that a message could not be delivered.
    ///
    /// - Parameters:
    ///   - row: the message's, as its envelope's token says.
    ///   - isPermanent: a second permanent one ends the address.
    ///   - status: RFC 3463, such as `5.1.1`.
    /// - Returns: false when the message is unknown or was not e-mail.
    package func recordBounce(row message: Int64, isPermanent: Bool, status: String) async throws -> Bool {
        try await write { transaction in
            let row = try Row.fetchOne(
                transaction.db,
                sql: """
                    SELECT o.row, o.endpoint FROM outbox o JOIN endpoint e ON e.number = o.endpoint
                    WHERE o.row = ? AND e.kind = 'email'
                    """, arguments: [message])
            guard let row else { return false }
            guard isPermanent else { return true }
            try transaction.db.execute(
                sql: """
                    UPDATE outbox SET state = 'dead', finished = ?, last_error = ? WHERE row = ? AND state = 'delivered'
                    """, arguments: [transaction.now.milliseconds, "bounced_\(status)", row["row"] as Int64])
            // The relay took them all, so the breaker knows nothing of it.
            let bounced = try Int.fetchOne(
                transaction.db,
                sql: "SELECT count(*) FROM outbox WHERE endpoint = ? AND state = 'dead' AND last_error LIKE 'bounced!_%' ESCAPE '!'",
                arguments: [row["endpoint"] as Int64])
            if bounced ?? 0 >= 2 { try transaction.disable(row["endpoint"], reason: "bounced") }
            return true
        }
    }
}

extension LedgerTransaction {
    fileprivate func mailSchedule(_ number: Int64) throws -> EndpointSchedule {
        let kind = try String.fetchOne(db, sql: "SELECT kind FROM endpoint WHERE number = ?", arguments: [number])
        guard kind == EndpointKind.email.rawValue else { throw Refusal.unknownEndpoint }
        return try endpointSchedule(number)
    }

    /// After an erasure nobody is told of the comment by e-mail, and an address that no other comment has is gone.
    func forgetRecipients(of comment: CommentNumber) throws {
        let endpoints = try Int64.fetchAll(
            db, sql: "SELECT endpoint FROM recipient WHERE comment = ?", arguments: [comment.value])
        try db.execute(sql: "DELETE FROM recipient WHERE comment = ?", arguments: [comment.value])
        for number in endpoints {
            let others = try Int.fetchOne(db, sql: "SELECT 1 FROM recipient WHERE endpoint = ? LIMIT 1", arguments: [number])
            guard others == nil else { continue }
            try disable(number, reason: "erased")
            try db.execute(sql: "UPDATE endpoint SET address = NULL WHERE number = ?", arguments: [number])
        }
    }
}
