import Crypto
import Foundation
import GRDB
package import HearbackCore

/// A comment with everything that is known of it.
package struct CommentDossier: Sendable {
    package let comment: CommentRecord
    /// As it is shown; nil after an erasure.
    package let text: String?
    package let name: String?
    package let email: String?
    package let events: [CommentEvent]
    package let deliveries: [DeliveryRecord]
    /// The bill's policy at its receipt.
    package let policy: ResponsePolicy
}

extension Ledger {
    /// - Returns: nil when there is no such comment.
    package func dossier(of number: CommentNumber) async throws -> CommentDossier? {
        try await read { try $0.dossier(of: number) }
    }

    /// - Returns: nil for a token that fits no comment.
    package func dossier(for token: ReceiptToken) async throws -> CommentDossier? {
        try await read { db in
            guard try db.holds(token) else { return nil }
            return try db.dossier(of: token.comment)
        }
    }
}

extension Database {
    func dossier(of number: CommentNumber) throws -> CommentDossier? {
        guard let comment = try CommentRecord.fetch(number, self) else { return nil }
        let content = try Row.fetchOne(
            try cachedStatement(sql: "SELECT name, email FROM content WHERE event = ?"),
            arguments: [comment.event])
        let events = try CommentEvent.fetch(of: number, self)
        // Nil in place of a text that was erased.
        let text = events.first { $0.sequence == comment.textEvent }?.text
        guard let policy = try ResponsePolicy.fetch(of: comment, self) else {
            throw StoreError(.corrupt, "the policy of \(number.id) is missing")
        }
        return CommentDossier(
            comment: comment, text: text, name: content?["name"],
            email: content?["email"], events: events,
            deliveries: try DeliveryRecord.fetch(where: "o.comment = ?", [number.value], limit: 1_000, self), policy: policy)
    }

    /// Whether the token is the one that was given for its comment. Takes the same time for every wrong secret.
    func holds(_ token: ReceiptToken) throws -> Bool {
        let statement = try cachedStatement(
            sql: "SELECT c.receipt FROM comment m JOIN content c ON c.event = m.event WHERE m.number = ?")
        guard let kept = try Data.fetchOne(statement, arguments: [token.comment.value]) else { return false }
        return constantTimeEqual(kept, Data(SHA256.hash(data: token.secret)))
    }
}
