import Foundation
import GRDB
import HearbackTransparency

/// What putting back a backup costs, as far as it can be told from the last published head and from the ledger that is there.
package struct RestoreConsequences: Hashable, Sendable {
    /// Leaves of the log that was signed and published last; nil where no mark is there.
    package let published: Int64?
    /// Leaves of the ledger that is there now; nil where there is none, or it can't be read.
    package let present: Int64?
    /// Comments of the present ledger that the backup does not have.
    package let comments: Int64?
    /// Leaves that were signed since the backup.
    package let leaves: Int64
    /// Whether the daemon will sign on: the backup has everything that was published, unchanged.
    package let isSignable: Bool

    init(_ backup: StillLedger, _ examination: LedgerExamination, _ restore: LedgerRestore) throws(UpkeepError) {
        let own = examination.log?.leaves ?? 0
        let mark = try PublishedHead.read(restore.mark)
        published = mark?.size
        // A ledger that is damaged, which may be why it is replaced, tells nothing.
        let there = DurableFile.facts(restore.target) == nil ? nil : try? Self.size(of: restore.target)
        present = there?.leaves
        comments = there.map { max(0, $0.comments - examination.comments) }
        leaves = max(0, max(published ?? 0, present ?? 0) - own)
        isSignable = if let mark { try backup.goesOn(from: mark) } else { true }
    }

    private static func size(of path: String) throws(UpkeepError) -> (leaves: Int64, comments: Int64) {
        try StillLedger(path).read { db in
            (try LogTiles(db: db).size(), try Int64.fetchOne(db, sql: "SELECT count(*) FROM comment") ?? 0)
        }
    }
}
