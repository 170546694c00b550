import GRDB
import HearbackCore

extension LedgerTransaction {
    /// Puts what an event tells into the outbox, in the event's own transaction, for everyone who is told of the comment.
    ///
    /// - Parameter pause: milliseconds in which it may still be taken back unsent.
    func tell(
        _ notification: Notification, about comment: CommentNumber, endpoint: String?, event: Int64?, after pause: Int64 = 0
    ) throws {
        if let endpoint {
            let statement = try db.cachedStatement(
                sql: "SELECT number FROM endpoint WHERE id = ? AND \(Self.takesNotices)")
            if let number = try Int64.fetchOne(statement, arguments: [endpoint]) {
                try owe(number, notification, about: comment, event: event, after: pause)
            }
        }
        guard options.delivery.sendsMail else { return }
        let recipients = try db.cachedStatement(
            sql: """
                SELECT r.endpoint FROM recipient r JOIN endpoint e ON e.number = r.endpoint
                WHERE r.comment = ? AND e.state <> 'disabled'
                """)
        for number in try Int64.fetchAll(recipients, arguments: [comment.value]) {
            try owe(number, notification, about: comment, event: event, after: pause)
        }
    }

    /// Endpoints that a comment may name: active ones, and those that are asked again after they moved.
    static let takesNotices = "(state = 'active' OR (state = 'pending' AND verified IS NOT NULL))"

    /// Puts a message into an endpoint's queue.
    ///
    /// Older messages about the comment that were tried in vain are superseded: the newer one says more.
    func owe(
        _ endpoint: Int64, _ notification: Notification, about comment: CommentNumber?, event: Int64?, after pause: Int64 = 0
    ) throws {
        let now = self.now.milliseconds
        if let comment {
            try db.run(
                """
                UPDATE outbox INDEXED BY outbox_by_comment SET state = 'superseded', finished = ?
                WHERE endpoint = ? AND comment = ? AND state = 'ready' AND attempt > 0
                    AND row NOT IN (SELECT row FROM lease)
                """
            ) { binder in
                binder.bind(now)
                binder.bind(endpoint)
                binder.bind(comment.value)
            }
        }
        let body = try notification.body
        let message = MessageIdentifier.make(from: options.random(32))
        try db.run(
            """
            INSERT INTO outbox (message, endpoint, comment, event, type, body, created, queued, next_at, request)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ) { binder in
            binder.bind(message)
            binder.bind(endpoint)
            binder.bind(comment?.value)
            binder.bind(event)
            binder.bind(notification.type.text)
            binder.bind(body)
            binder.bind(now)
            binder.bind(now)
            binder.bind(now + pause)
            binder.bind(request)
        }
        try wakeEndpoint(endpoint)
    }
}

/// `msg_` and 27 base-62 characters: unique, unguessable, without the full stop that the signature uses.
enum MessageIdentifier {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// From at least `length` random bytes. The slight bias of the remainder costs less than 2 of 160 bits.
    static func make(from random: [UInt8], prefix: String = "msg_", length: Int = 27) -> String {
        prefix + String(decoding: random.prefix(length).map { alphabet[Int($0) % alphabet.count] }, as: UTF8.self)
    }
}
