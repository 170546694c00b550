import GRDB
import HearbackCore
import Synchronization

/// What a rebuild of the derived tables found.
package struct Rebuild: Hashable, Sendable {
    package let events: Int
    package let comments: Int
    /// Rows of `comment`, `bill` or `policy` that were not what the events say.
    package let differences: Int
}

extension Ledger {
    /// Derives `bill`, `policy`, `article`, `comment` and `tally` anew from the events, in one transaction, and says what was wrong.
    /// Then the index of words and the groups of near copies, in steps.
    package func rebuild() async throws -> Rebuild {
        rebuilds.withLock { $0 += 1 }
        defer { rebuilds.withLock { $0 -= 1 } }
        let rebuild = try await write { transaction in
            let rebuild = try transaction.rebuild()
            try SearchIndex.clear(transaction.db)
            return rebuild
        }
        while try await indexNew() > 0 {}
        while try await groupNew() > 0 {}
        return rebuild
    }
}

extension LedgerTransaction {
    fileprivate func rebuild() throws -> Rebuild {
        try countNew()
        try db.execute(
            sql: """
                CREATE TEMP TABLE old_comment AS SELECT * FROM main.comment;
                CREATE TEMP TABLE old_bill AS SELECT * FROM main.bill;
                CREATE TEMP TABLE old_policy AS SELECT * FROM main.policy;
                DELETE FROM main.comment; DELETE FROM main.tally; DELETE FROM main.article; DELETE FROM main.policy;
                DELETE FROM main.bill; DELETE FROM main.campaign; DELETE FROM main.campaign_member;
                DELETE FROM main.figure WHERE kind IN ('due', 'answer');
                """)
        let events = try replay()
        try countNew()
        let comments = try Int.fetchOne(db, sql: "SELECT count(*) FROM main.comment") ?? 0
        let differences = try difference("comment") + difference("bill") + difference("policy")
        try db.execute(sql: "DROP TABLE temp.old_comment; DROP TABLE temp.old_bill; DROP TABLE temp.old_policy")
        return Rebuild(events: events, comments: comments, differences: differences)
    }

    /// How many rows one side has and the other has not.
    private func difference(_ table: String) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT max((SELECT count(*) FROM (SELECT * FROM main.\(table) EXCEPT SELECT * FROM temp.old_\(table))),
                    (SELECT count(*) FROM (SELECT * FROM temp.old_\(table) EXCEPT SELECT * FROM main.\(table))))
                """) ?? 0
    }

    private func replay() throws -> Int {
        let rows = try Row.fetchCursor(db, sql: CommentEvent.selection + " ORDER BY e.sequence")
        var count = 0
        while let row = try rows.next() {
            if let bill = row["bill"] as String? {
                try replayBill(bill, row)
            } else {
                try replay(try CommentEvent(row))
            }
            count += 1
        }
        return count
    }

    private func replay(_ event: CommentEvent) throws {
        if event.kind == .received {
            guard let details = event.details.submission else {
                throw StoreError(.corrupt, "event \(event.sequence) has no submission")
            }
            counters.uncounted[details.bill, default: 0] += 1
            counters.uncountedDue[details.decisionDue, default: 0] += 1
            return try Projection.received(
                event.comment, event: event.sequence, details: details, occurred: event.occurred,
                recorded: event.recorded, db)
        }
        guard var state = try CommentRecord.fetch(event.comment, db)?.state else {
            throw StoreError(.corrupt, "event \(event.sequence) is about no comment")
        }
        do {
            let transition = try state.apply(try CommentAction(event), by: event.actor, at: event.occurred)
            try countNew()
            guard try Projection.transitioned(event.comment, transition, event: event.sequence, db) else {
                throw StoreError(.corrupt, "event \(event.sequence) does not follow")
            }
        } catch is IllegalTransition {
            throw StoreError(.corrupt, "event \(event.sequence) (\(event.kind.rawValue)) is illegal where it stands")
        } catch is UnreadableEvent {
            throw StoreError(.corrupt, "event \(event.sequence) can't be read")
        }
    }

    private func replayBill(_ id: String, _ row: Row) throws {
        let sequence: Int64 = row["sequence"]
        let kind = BillEventKind(rawValue: row["kind"])
        switch kind {
        case .added:
            try Projection.billAdded(try StoredJSON.decode(Bill.self, from: row["details"]), db)
        case .closed:
            let details = try StoredJSON.decode(BillClosureDetails.self, from: row["details"])
            try Projection.billClosed(id, details.reason, at: Instant(milliseconds: row["occurred"]), db)
        case .policyChanged:
            let policy = try StoredJSON.decode(ResponsePolicy.self, from: row["details"])
            try Projection.policyChanged(of: id, to: policy, db)
        case .campaignConfirmed, .campaignDismissed, .campaignMemberRemoved:
            let details = try StoredJSON.decode(CampaignDetails.self, from: row["details"])
            if let kind { try CampaignProjection.apply(kind, details, bill: id, db) }
        case nil:
            throw StoreError(.corrupt, "event \(sequence) is of an unknown kind")
        }
    }
}
