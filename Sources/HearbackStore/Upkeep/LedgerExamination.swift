import Foundation
import GRDB
package import HearbackCore
package import HearbackTransparency

/// What a ledger's file was found to be, all of it read: SQLite's own check, and the transparency log hashed anew from its leaves.
package struct LedgerExamination: Sendable {
    package let schema: Int
    package let comments: Int64
    package let events: Int64
    package let lastRecorded: Instant?
    /// Nil for a file from before the log.
    package let log: LogState?

    package struct LogState: Hashable, Sendable {
        package let origin: String
        package let leaves: Int64
        package let root: TreeHash
        /// Whether a key that is known here signed the head. Its root is that of the leaves in either case.
        package let isSigned: Bool
    }

    /// How far an examination is.
    package enum Step: Sendable {
        case pages
        case leaves(Int64, of: Int64)
    }

    /// - Parameters:
    ///   - keys: of the log, beside the one that its first leaf names; after that one was replaced, only these can have signed.
    ///   - said: told of each step; from this thread.
    /// - Throws: `unsound`, with the first thing that is wrong.
    package init(
        of ledger: StillLedger, keys: [VerifierKey] = [], _ said: (Step) -> Void = { _ in }
    ) throws(UpkeepError) {
        guard !ledger.isNewer else {
            throw UpkeepError(
                .unsound, "\(ledger.path) has schema version \(ledger.schema); this program knows up to \(StillLedger.knownSchema)",
                hint: "use the hearback of the version that wrote it, or a later one")
        }
        said(.pages)
        try ledger.read { try Self.checkPages($0, ledger.path) }
        log = try ledger.read { try Self.log($0, ledger.path, keys, said) }
        schema = ledger.schema
        (comments, events, lastRecorded) = try ledger.read { db in
            (
                try Int64.fetchOne(db, sql: "SELECT count(*) FROM comment") ?? 0, try Int64.fetchOne(db, sql: "SELECT count(*) FROM event") ?? 0,
                try Int64.fetchOne(db, sql: "SELECT recorded FROM event ORDER BY sequence DESC LIMIT 1").map(Instant.init(milliseconds:))
            )
        }
    }

    private static func checkPages(_ db: Database, _ path: String) throws {
        let words = try String.fetchAll(db, sql: "PRAGMA integrity_check(3)")
        guard words == ["ok"] else { throw damaged(path, words.joined(separator: "; ")) }
        if let row = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") {
            let (child, parent): (String, String) = (row[0], row[2])
            throw damaged(path, "a row of \(child) names one of \(parent) that is not there")
        }
    }

    static func damaged(_ path: String, _ words: String) -> UpkeepError {
        UpkeepError(
            .unsound, "\(path) is damaged: \(words)",
            hint: "keep the file as it is, and take the newest backup that 'hearback restore --dry-run' finds sound")
    }
}
