import Foundation
import Glibc

/// A ledger that gives way to another.
struct OldLedger {
    let path: String

    /// The file with what its write-ahead log holds. Nothing is deleted: at any moment of a power cut either name has all of it.
    func moveAside(to aside: String) throws(UpkeepError) -> String {
        guard DurableFile.facts(aside) == nil else { throw UpkeepError(.refused, "\(aside) is there already", hint: "try again") }
        let wal = path + "-wal"
        let hasWAL = DurableFile.facts(wal) != nil
        // First, so that the file never stands aside without it. Under its old name it would spoil the new ledger.
        if hasWAL { guard link(wal, aside + "-wal") == 0 else { throw .system("can't keep \(wal)") } }
        guard rename(path, aside) == 0 else {
            let number = errno
            unlink(aside + "-wal")
            throw .system("can't move \(path)", number)
        }
        if hasWAL { guard unlink(wal) == 0 else { throw .system("can't move \(wal)") } }
        unlink(path + "-shm")
        try DurableFile.syncFolder(of: path)
        return aside
    }
}
