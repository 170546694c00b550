import GRDB
import HearbackCore

extension ResponsePolicy {
    /// From a row of `policy`.
    init(_ row: Row) throws {
        guard let basis = TargetBasis(rawValue: row["basis"]) else {
            throw StoreError(.corrupt, "a policy can't be read")
        }
        self.init(
            firstActionDays: row["first_action_days"], decisionDays: row["decision_days"],
            answerDays: row["answer_days"], clarificationDays: row["clarification_days"], basis: basis,
            citation: row["citation"], version: row["version"])
    }

    /// The policy at a comment's receipt.
    static func fetch(of comment: CommentRecord, _ db: Database) throws -> ResponsePolicy? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM policy WHERE bill = ? AND version = ?")
        return try Row.fetchOne(statement, arguments: [comment.bill, comment.policyVersion]).map { try ResponsePolicy($0) }
    }
}
