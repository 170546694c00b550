import Foundation
import Glibc
import GRDB
package import HearbackTransparency

/// The head that was published last, kept outside the ledger.
package enum PublishedHead {
    /// - Returns: nil where there is none.
    package static func read(_ path: String) throws(UpkeepError) -> Checkpoint? {
        guard DurableFile.facts(path) != nil else { return nil }
        guard let bytes = FileManager.default.contents(atPath: path) else { throw .system("can't read \(path)", EACCES) }
        guard let checkpoint = SignedNote(Array(bytes)).flatMap({ Checkpoint($0.text) }) else {
            throw UpkeepError(.unsound, "\(path) does not hold the head of a log", hint: "see transparency.high_water_mark in the configuration")
        }
        return checkpoint
    }
}

extension StillLedger {
    /// Whether the log has all that stood in an earlier head, unchanged: otherwise signing on would contradict it.
    package func goesOn(from head: Checkpoint) throws(UpkeepError) -> Bool {
        try read { db in
            let tiles = LogTiles(db: db)
            guard try db.tableExists("log_leaf"), try tiles.size() >= head.size else { return false }
            return try tiles.reader(size: head.size).root() == head.root
        }
    }
}
