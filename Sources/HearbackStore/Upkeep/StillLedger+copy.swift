import Foundation
import GRDB

extension StillLedger {
    /// Writes one snapshot of the ledger into an empty file: what its write-ahead log holds, too, and no free page.
    ///
    /// - Parameter tell: told how many bytes are there, of how many at most; from another thread.
    func copy(into draft: String, _ tell: @escaping @Sendable (LedgerBackup.Progress) -> Void) throws(UpkeepError) {
        let bytes = try copiedBytes()
        let queue = DispatchQueue(label: "hearback.copy.size")
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + .milliseconds(100), repeating: .milliseconds(100))
        timer.setEventHandler { tell(.copying(DurableFile.size(draft), of: bytes)) }
        timer.resume()
        defer {
            timer.cancel()
            queue.sync {}
        }
        do {
            // An absolute path: one that begins with `file:` would be read as a URI.
            try file.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [draft]) }
        } catch {
            throw UpkeepError(error, "copying \(path)")
        }
    }

    /// Whether a copy fits beside `target`.
    func checkRoom(for target: String) throws(UpkeepError) {
        let folder = DurableFile.folder(of: target)
        let (room, bytes) = (try DiskRoom(at: folder), try copiedBytes())
        guard room.free >= bytes else {
            throw UpkeepError(
                .system, "the copy takes \(Megabytes.text(bytes)), and \(folder) has \(Megabytes.text(room.free)) free",
                hint: "make room on that disk, or name another with --to")
        }
    }

    /// What a copy weighs at most.
    private func copiedBytes() throws(UpkeepError) -> Int64 {
        try read { db in
            let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            let free = try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            return (pages - free) * (try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
        }
    }
}

package enum Megabytes {
    /// `1.4 MB`: with one decimal, rounded up.
    package static func text(_ bytes: Int64) -> String {
        let tenths = (max(0, bytes) + 99_999) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
