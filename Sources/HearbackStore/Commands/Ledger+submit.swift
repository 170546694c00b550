import Crypto
import Foundation
import GRDB
package import HearbackCore
import HearbackTransparency

/// What a submitter is told once the comment is on disk.
package struct Receipt: Sendable {
    package let comment: CommentNumber
    package let token: ReceiptToken
    package let received: Instant
    /// `YYYY-MM-DD`.
    package let decisionDue: String
    /// The policy that promises it.
    package let policy: ResponsePolicy
    /// Whether an earlier request with the same key is answered again.
    package let isRepeat: Bool
    /// Where it stands in the log; nil where there is none, and for one that is answered again.
    package var log: LoggedLeaf?
}

/// What makes a request recognisable when it comes again.
package struct IdempotencyKey: Sendable {
    /// The header's value, 1 to 255 bytes.
    package let key: String
    /// The body's bytes: the same key with another body is a conflict.
    package let request: [UInt8]

    package init(key: String, request: [UInt8]) {
        (self.key, self.request) = (key, request)
    }

    var keyHash: Data { Data(SHA256.hash(data: Data("hearback idempotency key\n".utf8) + Data(key.utf8))) }
    var requestHash: Data { Data(SHA256.hash(data: request)) }

    /// Only who knows the key can take the mask off, and the file keeps only the key's hash.
    func masked(_ secret: [UInt8]) -> [UInt8] {
        let mask = SHA256.hash(data: Data("hearback receipt mask\n".utf8) + Data(key.utf8) + requestHash)
        return zip(secret, mask).map { $0 ^ $1 }
    }
}

extension Ledger {
    /// How long a repeated request is recognised, in milliseconds: three days.
    static let idempotencyLifetime: Int64 = 3 * 86_400_000

    /// Takes a comment in. Its text must have passed `TextRule`.
    ///
    /// - Throws: `Refusal` (unknown bill, article or endpoint, closed window, idempotency conflict) or `StoreError`.
    package func submit(_ submission: Submission, idempotency: IdempotencyKey? = nil) async throws -> Receipt {
        let secrets = options.secrets(for: submission)
        let screening = options.screening(of: submission)
        let receipt: Receipt = try await queue.submit { transaction in
            if let idempotency, let earlier = try transaction.earlierReceipt(idempotency) { return { _ in earlier } }
            let first = transaction.leaves.count
            let receipt = try transaction.receive(submission, screening, secrets, idempotency: idempotency)
            return try transaction.logged(first, receipt)
        }
        if submission.endpoint != nil || submission.submitter.email != nil { outboxSignal.send() }
        return receipt
    }
}

/// What a bill says about the comments that it takes.
struct BillTerms {
    let window: CommentWindow
    let policy: ResponsePolicy
}

extension LedgerTransaction {
    /// The receipt with its leaf, once that is on disk.
    fileprivate func logged(_ position: Int, _ receipt: Receipt) throws -> @Sendable (LogGroup?) -> Receipt {
        guard leaves.indices.contains(position) else { return { _ in receipt } }
        let (pending, index) = (leaves[position], try logEdge().size + Int64(position))
        return { group in
            var receipt = receipt
            receipt.log = group.map {
                LoggedLeaf(entry: pending.leaf.entry, disclosures: pending.leaf.disclosures, index: index, group: $0)
            }
            return receipt
        }
    }

    fileprivate func receive(
        _ submission: Submission, _ screening: ScreeningResult?, _ secrets: SubmissionSecrets, idempotency: IdempotencyKey?
    ) throws -> Receipt {
        let now = self.now
        let bill = try openBill(submission.bill, at: now)
        try checkArticle(submission.article, of: submission.bill)
        try checkEndpoint(submission.endpoint)
        let details = SubmissionDetails(
            bill: submission.bill, article: submission.article, language: submission.language,
            submitterKind: submission.submitter.kind, endpoint: submission.endpoint,
            hasMail: options.delivery.sendsMail && submission.submitter.email != nil,
            decisionDue: options.decisionDue(now, bill.policy.decisionDays),
            isProvisional: options.isProvisional(now, bill.policy.decisionDays), calendar: options.calendar,
            policyVersion: bill.policy.version)
        let number = try record(details, of: submission, secrets, occurred: now, provenance: .observed)
        if let screening { try flag(number, screening, in: .received) }
        if let idempotency { try remember(idempotency, number, secret: secrets.receipt, at: now) }
        guard let token = ReceiptToken(comment: number, secret: secrets.receipt) else {
            throw StoreError(.inputOutput, "the random source gave \(secrets.receipt.count) bytes")
        }
        return Receipt(
            comment: number, token: token, received: now, decisionDue: details.decisionDue, policy: bill.policy,
            isRepeat: false)
    }

    /// Writes the `received` event, its sealed content, the derived row and what is owed for it.
    func record(
        _ details: SubmissionDetails, of submission: Submission, _ secrets: SubmissionSecrets, occurred: Instant,
        provenance: Provenance
    ) throws -> CommentNumber {
        guard let number = CommentNumber(counters.lastNumber + 1) else {
            throw StoreError(.full, "no comment number is left")
        }
        let recorded = now
        let content = Content(
            text: submission.text, name: submission.submitter.name, email: submission.submitter.email,
            receipt: Data(SHA256.hash(data: secrets.receipt)), salt: secrets.log?.salts)
        let sequence = try append(
            .comment(number), kind: CommentEventKind.received.rawValue, actor: .submitter, occurred: occurred,
            recorded: recorded, provenance: provenance, json: try memo.json(details), content: content)
        try Projection.received(
            number, event: sequence, details: details, occurred: occurred, recorded: recorded, db)
        if let hidden = secrets.log?.hidden {
            try log(CommentEventKind.received.rawValue, event: sequence, comment: number, recorded: recorded) { table in
                table.received(
                    details, cid: options.box.logName(of: number), opening: hidden, imported: provenance == .imported ? occurred : nil)
            }
        }
        counters.lastNumber = number.value
        counters.uncounted[details.bill, default: 0] += 1
        counters.uncountedDue[details.decisionDue, default: 0] += 1
        if provenance == .observed { try welcome(submission, as: number, event: sequence, at: occurred) }
        return number
    }

    /// Tells whoever is to be told that the comment is here, and when they hear that nothing has happened since.
    private func welcome(_ submission: Submission, as number: CommentNumber, event: Int64, at received: Instant) throws {
        let mail = options.delivery.sendsMail ? submission.submitter.email : nil
        guard submission.endpoint != nil || mail != nil else { return }
        if let mail { try subscribe(mail, to: number, language: submission.language) }
        try tell(
            .event(.received, of: number, bill: submission.bill, state: .received, occurred: received), about: number,
            endpoint: submission.endpoint, event: event)
        try scheduleReminder(of: number, received: received)
    }

    private func openBill(_ id: String, at now: Instant) throws -> BillTerms {
        let bill = try billTerms(id)
        guard bill.window.isOpen(at: now) else {
            throw Refusal.windowClosed(bill: id, opens: bill.window.opens, closes: bill.window.closes)
        }
        return bill
    }

    func billTerms(_ id: String) throws -> BillTerms {
        if let known = bills[id] { return known }
        let statement = try db.cachedStatement(
            sql: """
                SELECT b.opens, b.closes, b.closed, p.* FROM bill b
                    JOIN policy p ON p.bill = b.id AND p.version = b.policy_version WHERE b.id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { throw Refusal.unknownBill(id) }
        let ends = [row["closes"] as Int64?, row["closed"] as Int64?].compactMap { $0 }.min()
        let terms = BillTerms(
            window: CommentWindow(
                opens: Instant(milliseconds: row["opens"]), closes: ends.map(Instant.init(milliseconds:))),
            policy: try ResponsePolicy(row))
        bills[id] = terms
        return terms
    }

    func checkArticle(_ article: String?, of bill: String) throws {
        guard let article else { return }
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM article WHERE bill = ? AND id = ?")
        guard try Int64.fetchOne(statement, arguments: [bill, article]) != nil else {
            throw Refusal.unknownArticle(article, bill: bill)
        }
    }

    private func checkEndpoint(_ endpoint: String?) throws {
        guard let endpoint else { return }
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM endpoint WHERE id = ? AND \(Self.takesNotices)")
        guard try Row.fetchOne(statement, arguments: [endpoint]) != nil else { throw Refusal.unknownEndpoint }
    }
}

/// Idempotent requests.
extension LedgerTransaction {
    fileprivate func earlierReceipt(_ idempotency: IdempotencyKey) throws -> Receipt? {
        let statement = try db.cachedStatement(
            sql: "SELECT request, comment, masked, recorded FROM idempotency WHERE key = ?")
        guard let row = try Row.fetchOne(statement, arguments: [idempotency.keyHash]) else { return nil }
        guard now.milliseconds(since: Instant(milliseconds: row["recorded"])) < Ledger.idempotencyLifetime else {
            try db.execute(sql: "DELETE FROM idempotency WHERE key = ?", arguments: [idempotency.keyHash])
            return nil
        }
        guard row["request"] as Data == idempotency.requestHash else { throw Refusal.idempotencyConflict }
        guard let number = CommentNumber(row["comment"]), let comment = try CommentRecord.fetch(number, db),
            let policy = try ResponsePolicy.fetch(of: comment, db),
            let token = ReceiptToken(comment: number, secret: idempotency.masked(Array(row["masked"] as Data)))
        else { throw StoreError(.corrupt, "a remembered request can't be read") }
        return Receipt(
            comment: number, token: token, received: comment.received, decisionDue: comment.decisionDue,
            policy: policy, isRepeat: true)
    }

    /// Also forgets a few requests that are too old, so that the table stays small without a task of its own.
    private func remember(_ idempotency: IdempotencyKey, _ number: CommentNumber, secret: [UInt8], at now: Instant) throws {
        try db.cachedStatement(sql: "INSERT INTO idempotency VALUES (?, ?, ?, ?, ?)").execute(arguments: [
            idempotency.keyHash, idempotency.requestHash, number.value, Data(idempotency.masked(secret)),
            now.milliseconds,
        ])
        try db.cachedStatement(
            sql: """
                DELETE FROM idempotency WHERE key IN (SELECT key FROM idempotency WHERE recorded < ? ORDER BY recorded LIMIT 2)
                """
        ).execute(arguments: [now.advanced(byMilliseconds: -Ledger.idempotencyLifetime).milliseconds])
    }
}
