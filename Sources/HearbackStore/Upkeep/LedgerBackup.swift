import Foundation
package import HearbackTransparency

/// Makes a backup of a ledger that may be in use.
///
/// By `VACUUM INTO`: it reads one snapshot, whatever the daemon writes meanwhile, where SQLite's online backup begins again
/// with each write of another process; and what was erased is not in the copy, whose pages are all new.
package struct LedgerBackup: Sendable {
    package enum Progress: Sendable {
        case copying(Int64, of: Int64)
        case checking(LedgerExamination.Step)
        /// From here on what was made must not be taken away.
        case placing
    }

    package let plan: BackupPlan
    /// Of the log; see `LedgerExamination`.
    package var keys: [VerifierKey] = []
    package let tell: @Sendable (Progress) -> Void

    package init(_ plan: BackupPlan, keys: [VerifierKey] = [], tell: @escaping @Sendable (Progress) -> Void = { _ in }) {
        (self.plan, self.keys, self.tell) = (plan, keys, tell)
    }

    package struct Made: Sendable {
        package let examination: LedgerExamination
        package let bytes: Int64
    }

    /// A copy that fails, or is found unsound, leaves nothing.
    package func run() throws(UpkeepError) -> Made {
        let ledger = try StillLedger(plan.source)
        plan.clearAbandonedDrafts()
        try ledger.checkRoom(for: plan.target)
        let descriptor = try DurableFile.create(plan.draft)
        defer { close(descriptor) }
        do {
            try ledger.copy(into: plan.draft, tell)
            let examination = try LedgerExamination(of: try StillLedger(plan.draft), keys: keys) { tell(.checking($0)) }
            tell(.placing)
            try DurableFile.publish(plan.draft, as: plan.target, descriptor)
            return Made(examination: examination, bytes: DurableFile.size(plan.target))
        } catch {
            DurableFile.discard(plan.draft)
            throw error
        }
    }

    /// Removes all but the newest `count` backups of the ledger in the folder of the new one, which stays in any case.
    ///
    /// - Returns: those that are gone.
    package func prune(keeping count: Int) throws(UpkeepError) -> [String] {
        let older = plan.siblings().filter { $0 != plan.target }.dropFirst(max(0, count - 1))
        for path in older {
            guard unlink(path) == 0 else { throw .system("the backup is made, but \(path) can't be removed") }
        }
        if !older.isEmpty { try DurableFile.syncFolder(of: plan.target) }
        return Array(older)
    }
}
