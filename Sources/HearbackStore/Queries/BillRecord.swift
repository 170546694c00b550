import GRDB
package import HearbackCore

/// A bill with its closure and how many comments are in each status.
package struct BillRecord: Hashable, Sendable {
    package let bill: Bill
    package let closed: Instant?
    package let closure: BillClosure?
    package let counts: [CommentStatus: Int]

    package func isOpen(at instant: Instant) -> Bool {
        bill.window.isOpen(at: instant) && (closed.map { instant < $0 } ?? true)
    }
}

extension BillRecord {
    /// Whether its vote has passed and nobody has closed it as voted or withdrawn. Only people know whether the vote took
    /// place, so nothing lapses by the day alone.
    package func isPastVote(at instant: Instant) -> Bool {
        guard let vote = bill.vote, vote <= instant else { return false }
        return closure?.lapsesComments != true
    }
}

extension Ledger {
    package func bills() async throws -> [BillRecord] {
        try await read { db in
            var counts: [String: [CommentStatus: Int]] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT bill, status, count FROM tally") {
                guard let status = CommentStatus(rawValue: row["status"]) else { continue }
                counts[row["bill"], default: [:]][status] = row["count"]
            }
            return try Row.fetchAll(db, sql: "SELECT * FROM bill ORDER BY opens DESC, id").map {
                try BillRecord($0, counts: counts[$0["id"]] ?? [:])
            }
        }
    }

    /// - Returns: nil when there is no such bill.
    package func bill(_ id: String) async throws -> BillRecord? {
        try await read { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM bill WHERE id = ?", arguments: [id]) else {
                return nil
            }
            var counts: [CommentStatus: Int] = [:]
            for tally in try Row.fetchAll(db, sql: "SELECT status, count FROM tally WHERE bill = ?", arguments: [id]) {
                if let status = CommentStatus(rawValue: tally["status"]) { counts[status] = tally["count"] }
            }
            return try BillRecord(row, counts: counts)
        }
    }
}

extension BillRecord {
    fileprivate init(_ row: Row, counts: [CommentStatus: Int]) throws {
        bill = try StoredJSON.decode(Bill.self, from: row["document"])
        closed = (row["closed"] as Int64?).map(Instant.init(milliseconds:))
        closure = (row["closure"] as String?).flatMap(BillClosure.init)
        self.counts = counts
    }
}
