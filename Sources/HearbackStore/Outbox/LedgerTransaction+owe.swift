import GRDB
import HearbackCore

extension LedgerTransaction {
    /// Puts a message into the outbox, in the transaction of the event that it tells.
    ///
    /// Older messages about the comment that were tried in vain are superseded: the newer one says more.
    func owe(
        _ endpoint: String, _ notification: Notification, about number: CommentNumber, bill: String, event: Int64
    ) throws {
        let statement = try db.cachedStatement(sql: "SELECT number FROM endpoint WHERE id = ? AND state = 'active'")
        guard let target = try Int64.fetchOne(statement, arguments: [endpoint]) else { return }
        let now = self.now.milliseconds
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = 'superseded', finished = ?
                WHERE endpoint = ? AND comment = ? AND state = 'ready' AND attempt > 0 AND state IN ('ready', 'sending')
                """
        ).execute(arguments: [now, target, number.value])
        try db.cachedStatement(
            sql: """
                INSERT INTO outbox (message, endpoint, comment, event, type, body, created, next_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            MessageIdentifier.make(from: options.random(32)), target, number.value, event, notification.type,
            try notification.body(about: number, bill: bill), now, now,
        ])
    }
}

/// `msg_` and 27 base-62 characters: unique, unguessable, without the full stop that the signature uses.
enum MessageIdentifier {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// From at least 27 random bytes. The slight bias of the remainder costs less than 2 of 160 bits.
    static func make(from random: [UInt8], prefix: String = "msg_", length: Int = 27) -> String {
        prefix + String(decoding: random.prefix(length).map { alphabet[Int($0) % alphabet.count] }, as: UTF8.self)
    }
}
