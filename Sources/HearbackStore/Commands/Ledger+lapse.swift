import GRDB
import HearbackCore

extension Ledger {
    /// Lapses what is undecided on bills that were voted or withdrawn: what a closing left undone, and what came back since by
    /// an appeal or an import.
    ///
    /// - Returns: how many.
    package func lapseClosed() async throws -> Int {
        let bills = try await read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT b.id FROM bill b WHERE b.closure IN ('voted', 'withdrawn') AND EXISTS (
                        SELECT 1 FROM tally t WHERE t.bill = b.id AND t.count > 0
                            AND t.status IN ('awaiting_approval', 'awaiting_clarification')) ORDER BY b.id
                    """)
        }
        var lapsed = 0
        for bill in bills { lapsed += try await lapseWaiting(on: bill) }
        return lapsed
    }

    /// Lapses a closed bill's undecided comments, in steps of a few hundred so that others write in between. They are looked
    /// for outside the writer: other bills' comments may lie between them.
    ///
    /// - Returns: how many.
    func lapseWaiting(on bill: String, step: Int = 500) async throws -> Int {
        var (lapsed, last) = (0, PagePosition(instant: Instant(milliseconds: .min), number: 0))
        while !Task.isCancelled {
            let found = try await waiting(on: bill, after: last, atMost: step)
            guard let end = found.last else { break }
            last = end
            lapsed += try await write { transaction in
                try found.compactMap { CommentNumber($0.number) }.count { number in
                    try CommentRecord.fetch(number, transaction.db).map(transaction.lapseIfClosed) ?? false
                }
            }
            outboxSignal.send()
        }
        return lapsed
    }

    private func waiting(on bill: String, after last: PagePosition, atMost limit: Int) async throws -> [PagePosition] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT received, number FROM comment
                    WHERE status IN ('awaiting_approval', 'awaiting_clarification') AND bill = ?
                        AND (received, number) > (?, ?) ORDER BY received, number LIMIT ?
                    """)
            let arguments: StatementArguments = [bill, last.instant.milliseconds, last.number, limit]
            return try Row.fetchAll(statement, arguments: arguments).map {
                PagePosition(instant: Instant(milliseconds: $0["received"]), number: $0["number"])
            }
        }
    }
}

extension LedgerTransaction {
    /// Lapses an undecided comment whose bill was voted or withdrawn.
    ///
    /// - Returns: whether it did.
    func lapseIfClosed(_ comment: CommentRecord) throws -> Bool {
        guard comment.state.status.isUndecided,
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT closed, closure FROM bill WHERE id = ?"), arguments: [comment.bill]),
            let closed = (row["closed"] as Int64?).map(Instant.init(milliseconds:)),
            let cause = (row["closure"] as String?).flatMap(BillClosure.init)?.lapse
        else { return false }
        // It lapsed with the vote; one that came back since, when it did.
        let lastChange = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT max(occurred) FROM event WHERE comment = ? AND kind <> 'notified'"),
            arguments: [comment.number.value])
        let occurred = max(closed, lastChange.map(Instant.init(milliseconds:)) ?? closed)
        _ = try apply(.lapsed(cause), to: comment.number, by: .daemon, occurred: occurred, provenance: .observed)
        return true
    }
}

extension BillClosure {
    fileprivate var lapse: LapseCause? {
        switch self {
        case .windowClosed: nil
        case .voted: .billVoted
        case .withdrawn: .billWithdrawn
        }
    }
}
