import Glibc

extension LockFile {
    /// Whether some process writes to the ledger at `path` now. Makes no file; one that may not be read says nothing.
    package static func isHeld(ledger path: String) -> Bool {
        let descriptor = Glibc.open(path + ".lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
