import GRDB
package import HearbackCore

extension Ledger {
    /// Changes what the institution promises for comments that come from now on; those that are here keep theirs.
    ///
    /// - Returns: the next version of the policy, or the present one where nothing would be different.
    /// - Throws: `Refusal.unknownBill`; `BillProblem` for a policy that can't be promised.
    package func changePolicy(
        of bill: String, by change: PolicyChange, actor: Actor
    ) async throws -> ResponsePolicy {
        let result: Result<ResponsePolicy, BillProblem> = try await write { transaction in
            let old = try transaction.billTerms(bill).policy
            let policy: ResponsePolicy
            do throws(BillProblem) {
                policy = try old.changed(by: change)
            } catch {
                // Nothing is written, so nothing has to be undone.
                return .failure(error)
            }
            guard policy != old else { return .success(old) }
            let now = transaction.now
            let event = try transaction.append(
                .bill(bill), kind: BillEventKind.policyChanged.rawValue, actor: actor, occurred: now, recorded: now,
                provenance: .observed, details: policy)
            try transaction.log(policy, of: bill, event: event, recorded: now)
            try Projection.policyChanged(of: bill, to: policy, transaction.db)
            transaction.bills[bill] = nil
            return .success(policy)
        }
        return try result.get()
    }
}
