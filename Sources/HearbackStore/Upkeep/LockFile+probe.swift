import Glibc

extension LockFile {
    /// Whether some process writes to the ledger at `path` now. Makes no file.
    ///
    /// - Returns: nil where this user may not know.
    package static func isHeld(ledger path: String) -> Bool? {
        let descriptor = Glibc.open(path + ".lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno == ENOENT ? false : nil }
        defer { Glibc.close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
