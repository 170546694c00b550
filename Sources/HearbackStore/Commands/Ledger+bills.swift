import GRDB
package import HearbackCore

/// Kinds of events about a bill.
enum BillEventKind: String {
    case added = "bill_added"
    case closed = "bill_closed"
    case policyChanged = "bill_policy_changed"
    case campaignConfirmed = "campaign_confirmed"
    case campaignDismissed = "campaign_dismissed"
    case campaignMemberRemoved = "campaign_member_removed"
}

struct BillClosureDetails: Codable {
    var reason: BillClosure
}

extension Ledger {
    /// - Throws: `Refusal.billExists`; `BillProblem` for a bill that can't be taken as it is.
    package func add(_ bill: Bill, by actor: Actor) async throws {
        try bill.validate()
        try await write { transaction in
            let known = try Row.fetchOne(
                transaction.db, sql: "SELECT 1 FROM bill WHERE id = ?", arguments: [bill.id])
            guard known == nil else { throw Refusal.billExists(bill.id) }
            let now = transaction.now
            let event = try transaction.append(
                .bill(bill.id), kind: BillEventKind.added.rawValue, actor: actor, occurred: now, recorded: now,
                provenance: .observed, details: bill)
            try transaction.log(bill, event: event, recorded: now)
            try Projection.billAdded(bill, transaction.db)
        }
    }

    /// Ends the comment window. Where the bill was voted or withdrawn, what is undecided lapses, in steps; those that a
    /// crash prevents are made up for by `lapseClosed`.
    ///
    /// - Returns: how many comments lapsed.
    package func close(bill: String, because closure: BillClosure, by actor: Actor) async throws -> Int {
        try await write { try $0.close(bill, because: closure, by: actor) }
        return closure.lapsesComments ? try await lapseWaiting(on: bill) : 0
    }
}

extension LedgerTransaction {
    fileprivate func close(_ bill: String, because closure: BillClosure, by actor: Actor) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT closure FROM bill WHERE id = ?", arguments: [bill]) else {
            throw Refusal.unknownBill(bill)
        }
        // A closed window may still be followed by the vote; a vote is final.
        let earlier = (row["closure"] as String?).flatMap(BillClosure.init)
        guard earlier == nil || (earlier == .windowClosed && closure != .windowClosed) else {
            throw Refusal.billClosed(bill)
        }
        let now = self.now
        let event = try append(
            .bill(bill), kind: BillEventKind.closed.rawValue, actor: actor, occurred: now, recorded: now,
            provenance: .observed, details: BillClosureDetails(reason: closure))
        try log(closure, of: bill, event: event, recorded: now)
        try Projection.billClosed(bill, closure, at: now, db)
        bills[bill] = nil
    }
}
