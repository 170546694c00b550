import GRDB
package import HearbackCore

/// One version of a bill's policy.
package struct PolicyKey: Hashable, Sendable {
    package let bill: String
    package let version: Int

    package init(bill: String, version: Int) { (self.bill, self.version) = (bill, version) }
}

extension Ledger {
    /// Every version of every bill's policy: a comment keeps that of its receipt.
    package func policies() async throws -> [PolicyKey: ResponsePolicy] {
        try await read { db in
            var policies: [PolicyKey: ResponsePolicy] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT * FROM policy") {
                policies[PolicyKey(bill: row["bill"], version: row["version"])] = try ResponsePolicy(row)
            }
            return policies
        }
    }
}
