import Foundation
import Glibc

/// Files that are whole or not there, and on disk before anybody relies on them.
package enum DurableFile {
    /// Makes an empty file for its owner's eyes only. Nobody else makes or clears away the same one while it is held.
    ///
    /// - Returns: its descriptor, to be closed.
    static func create(_ path: String) throws(UpkeepError) -> Int32 {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("can't write \(path)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fchmod(descriptor, 0o600) == 0 else {
            let number = errno
            Glibc.close(descriptor)
            throw .system("can't write \(path)", number)
        }
        return descriptor
    }

    /// Puts a finished draft in its place, durably.
    static func publish(_ draft: String, as path: String, _ descriptor: Int32) throws(UpkeepError) {
        guard fsync(descriptor) == 0 else { throw .system("can't write \(draft)") }
        guard rename(draft, path) == 0 else { throw .system("can't make \(path)") }
        try syncFolder(of: path)
    }

    /// Takes away a draft, and what SQLite puts beside a file while it is written or read.
    package static func discard(_ draft: String) {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(draft + suffix) }
    }

    static func syncFolder(of path: String) throws(UpkeepError) {
        do { try settle(path) } catch { throw .system("can't write \(error.path)", error.code) }
    }

    static func folder(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    /// Nil where there is nothing.
    static func facts(_ path: String) -> stat? {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts : nil
    }

    static func size(_ path: String) -> Int64 { facts(path).map { Int64($0.st_size) } ?? 0 }

    static func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        return (whole as NSString).standardizingPath
    }
}

/// Room on the disk of a file or folder, statvfs(3).
package struct DiskRoom: Hashable, Sendable {
    /// For those who are not root.
    package let free: Int64
    package let total: Int64

    package init(at path: String) throws(UpkeepError) {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { throw .system("can't look at the disk of \(path)") }
        free = Int64(facts.f_bavail) * Int64(facts.f_frsize)
        total = Int64(facts.f_blocks) * Int64(facts.f_frsize)
    }
}
