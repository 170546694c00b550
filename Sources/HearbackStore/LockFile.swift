import Foundation
import Glibc

/// Held for as long as the process lives: one file, one writer (flock(2)). The kernel lets go even after a crash.
package final class LockFile: Sendable {
    private let descriptor: Int32

    init(path: String) throws(StoreError) {
        // A class initialiser that throws after its last property is set runs `deinit`, so only that closes.
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(.inputOutput, "can't open \(path): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw StoreError(.busy, "another hearbackd holds \(path)")
        }
    }

    /// By its descriptor: a path may lead elsewhere by now.
    func give(to owner: uid_t, _ group: gid_t) -> Bool { fchown(descriptor, owner, group) == 0 }

    deinit {
        guard descriptor >= 0 else { return }
        // A child that is just being started has a copy of the descriptor, and closing ours would leave the lock with it.
        _ = flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
    }
}
