import Glibc

/// Why a backup, a restore or a look at a file could not be done, as people read it.
package struct UpkeepError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// No such file.
        case missing
        /// What is asked would overwrite something, or a daemon is in the way.
        case refused
        /// The file is not what it should be.
        case unsound
        /// No room, no right, no disk.
        case system
    }

    package let kind: Kind
    package let problem: String
    package let hint: String

    package init(_ kind: Kind, _ problem: String, hint: String) {
        (self.kind, self.problem, self.hint) = (kind, problem, hint)
    }

    /// A call of the system that failed, by errno(3).
    static func system(_ what: String, _ number: Int32 = errno) -> UpkeepError {
        let words = "\(what): \(String(cString: strerror(number)))"
        switch number {
        case ENOSPC, EDQUOT: return UpkeepError(.system, words, hint: "make room on that disk, or name another with --to")
        case ENOENT: return UpkeepError(.missing, words, hint: "check the path")
        case EACCES, EPERM: return UpkeepError(.system, words, hint: "run it as the daemon's user, 'sudo -u hearback', or as root")
        case EEXIST: return UpkeepError(.refused, "\(words): another backup is being made", hint: "wait until it is done, or name another place with --to")
        case EROFS: return UpkeepError(.system, words, hint: "name a folder that can be written to")
        default: return UpkeepError(.system, words, hint: "see what 'dmesg' says of the disk")
        }
    }

    /// What the store says of a file.
    init(_ error: any Error, _ path: String) {
        if let error = error as? UpkeepError {
            self = error
            return
        }
        let error = StoreError(error, context: path)
        switch error.code {
        case .full: self.init(.system, "no room is left: \(error.context)", hint: "make room on that disk, or name another with --to")
        case .foreignFile: self.init(.unsound, error.context, hint: "name a ledger of Hearback's, or a backup of one")
        case .corrupt: self.init(.unsound, "\(path) is damaged: \(error.context)", hint: "take the newest backup that 'hearback restore --dry-run' finds sound")
        case .newerSchema: self.init(.unsound, error.context, hint: "use the hearback of the version that wrote it, or a later one")
        default: self.init(.system, error.context, hint: "run it as the daemon's user, 'sudo -u hearback', or as root; it writes -shm and -wal beside the ledger")
        }
    }
}
