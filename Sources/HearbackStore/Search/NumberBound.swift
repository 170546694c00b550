import GRDB
import HearbackCore

/// Where in the order of numbers a time lies, so that a search does not pass over all that came later.
enum NumberBound {
    /// More than a comment ever waits between its receipt and its transaction, in milliseconds.
    private static let slack: Int64 = 3_600_000

    /// Left to itself, SQLite looks through all comments behind the number.
    static let importedBehind = """
        SELECT EXISTS (SELECT 1 FROM comment INDEXED BY comment_by_external_id WHERE external_id IS NOT NULL AND number >= ?)
        """

    /// A number from which on every comment was received at `time` or later; nil when imports, which come in any order, stand
    /// behind it.
    static func first(notBefore time: Instant, _ db: Database) throws -> Int64? {
        let recorded = try db.cachedStatement(sql: "SELECT recorded FROM comment WHERE number >= ? ORDER BY number LIMIT 1")
        // Numbers are given in the order of recording.
        var (low, high) = (Int64(1), try Int64.fetchOne(db, sql: "SELECT max(number) + 1 FROM comment") ?? 1)
        while low < high {
            let middle = low + (high - low) / 2
            let instant = try Int64.fetchOne(recorded, arguments: [middle]) ?? .max
            if instant >= time.advanced(byMilliseconds: slack).milliseconds { high = middle } else { low = middle + 1 }
        }
        let isMixed = try Bool.fetchOne(db.cachedStatement(sql: importedBehind), arguments: [low])
        return isMixed == true ? nil : low
    }
}
