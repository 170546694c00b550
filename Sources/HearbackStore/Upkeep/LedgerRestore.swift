import Foundation
import Glibc
import GRDB
package import HearbackTransparency

/// Puts a backup in a ledger's place, which no daemon may hold.
package struct LedgerRestore: Sendable {
    package let backup: String
    package let target: String
    /// The file with the last published head; see transparency-log.md.
    package let mark: String
    package var keys: [VerifierKey]
    package var tell: @Sendable (LedgerBackup.Progress) -> Void

    package init(
        _ backup: String, to target: String, mark: String? = nil, keys: [VerifierKey] = [],
        tell: @escaping @Sendable (LedgerBackup.Progress) -> Void = { _ in }
    ) {
        (self.backup, self.target) = (DurableFile.absolute(backup), DurableFile.absolute(target))
        self.mark = mark ?? self.target + ".head"
        (self.keys, self.tell) = (keys, tell)
    }

    package struct Report: Sendable {
        package let examination: LedgerExamination
        package let consequences: RestoreConsequences
        /// Where the ledger is now that was there before; nil for none.
        package let aside: String?
    }

    package var draft: String { target + ".restoring" }

    /// Reads all of the backup, and changes nothing.
    package func rehearse() throws(UpkeepError) -> Report {
        try checkBackup()
        let ledger = try StillLedger(backup)
        let examination = try LedgerExamination(of: ledger, keys: keys) { tell(.checking($0)) }
        return Report(examination: examination, consequences: try RestoreConsequences(ledger, examination, self), aside: nil)
    }

    /// What is judged is the copy, on the disk where it will serve; only then the old file is moved.
    ///
    /// - Parameter asideSuffix: what the old ledger's name gets; nil where none may be there.
    package func run(asideSuffix: String?) throws(UpkeepError) -> Report {
        try checkBackup()
        let source = try StillLedger(backup)
        let lock = try takeLock()
        defer { withExtendedLifetime(lock) {} }
        let hasOld = try checkPlace(mayReplace: asideSuffix != nil)
        try source.checkRoom(for: target)
        // Left by a run that was killed: nobody else can be at it, since the lock is ours.
        DurableFile.discard(draft)
        let descriptor = try DurableFile.create(draft)
        defer { close(descriptor) }
        do {
            return try put(source, descriptor, hasOld ? asideSuffix : nil)
        } catch {
            DurableFile.discard(draft)
            throw error
        }
    }

    private func put(_ source: StillLedger, _ descriptor: Int32, _ asideSuffix: String?) throws(UpkeepError) -> Report {
        try source.copy(into: draft, tell)
        let ledger = try StillLedger(draft)
        let examination = try LedgerExamination(of: ledger, keys: keys) { tell(.checking($0)) }
        let consequences = try RestoreConsequences(ledger, examination, self)
        try giveToOwner(descriptor)
        guard fsync(descriptor) == 0 else { throw .system("can't write \(draft)") }
        tell(.placing)
        var aside: String?
        if let asideSuffix { aside = try OldLedger(path: target).moveAside(to: target + asideSuffix) }
        try DurableFile.publish(draft, as: target, descriptor)
        return Report(examination: examination, consequences: consequences, aside: aside)
    }

    private func checkBackup() throws(UpkeepError) {
        guard backup != target else { throw UpkeepError(.refused, "\(backup) is the ledger itself", hint: "name a backup of it") }
    }

    /// - Returns: whether a ledger is there.
    private func checkPlace(mayReplace: Bool) throws(UpkeepError) -> Bool {
        let hasOld = DurableFile.facts(target) != nil
        guard !hasOld || mayReplace else {
            throw UpkeepError(
                .refused, "\(target) is there already", hint: "--replace puts the backup in its place and keeps the old file beside it")
        }
        // It would be taken for that of the new file.
        guard hasOld || DurableFile.facts(target + "-wal") == nil else {
            throw UpkeepError(
                .refused, "\(target)-wal is there without its ledger", hint: "an earlier restore may have been cut off: keep both together, under another name")
        }
        return hasOld
    }

    private func takeLock() throws(UpkeepError) -> LockFile {
        let isNew = DurableFile.facts(target + ".lock") == nil
        let lock = try heldLock()
        if isNew, let owner, !lock.give(to: owner.st_uid, owner.st_gid) {
            throw .system("can't give \(target).lock to its owner")
        }
        return lock
    }

    private func heldLock() throws(UpkeepError) -> LockFile {
        do { return try LockFile(path: target + ".lock") } catch {
            guard error.code == .busy else { throw UpkeepError(error, target) }
            throw UpkeepError(
                .refused, "a daemon holds \(target)",
                hint: "stop it, and what starts it: 'systemctl stop hearbackd-http.socket hearbackd-admin.socket hearbackd.service'")
        }
    }

    /// Whose the old ledger is, else the folder; nil unless root is here, who alone can give files away.
    private var owner: stat? {
        guard geteuid() == 0 else { return nil }
        return DurableFile.facts(target) ?? DurableFile.facts(DurableFile.folder(of: target))
    }

    private func giveToOwner(_ descriptor: Int32) throws(UpkeepError) {
        guard let owner else { return }
        guard fchown(descriptor, owner.st_uid, owner.st_gid) == 0 else { throw .system("can't give \(draft) to its owner") }
    }
}
