import Foundation
import HearbackCore
import HearbackStore

struct RestoreReport: Encodable {
    var backup: String
    var ledger: String
    var isRehearsal: Bool
    /// Where the ledger is that was there before.
    var aside: String?
    var holds: LedgerFacts
    /// Leaves of the log that was published last; missing where no mark is there.
    var publishedLeaves: Int64?
    /// What was signed since the backup.
    var lostLeaves: Int64
    /// Comments that the ledger had and the backup has not; missing where there was none to compare with.
    var lostComments: Int64?
    /// Whether the daemon will start on it, and sign on.
    var willSign: Bool
    var keys: KeyFiles
    private let mark: String

    private enum CodingKeys: String, CodingKey {
        case backup, ledger, aside, holds, keys
        case isRehearsal = "dry_run"
        case publishedLeaves = "published_leaves"
        case lostLeaves = "lost_leaves"
        case lostComments = "lost_comments"
        case willSign = "will_sign"
    }

    init(_ restore: LedgerRestore, _ done: LedgerRestore.Report, _ keys: KeyFiles, isRehearsal: Bool) {
        (backup, ledger, mark) = (restore.backup, restore.target, restore.mark)
        (self.isRehearsal, aside, self.keys) = (isRehearsal, done.aside, keys)
        holds = LedgerFacts(done.examination)
        (publishedLeaves, lostLeaves) = (done.consequences.published, done.consequences.leaves)
        (lostComments, willSign) = (done.consequences.comments, done.consequences.isSignable)
    }

    func lines(_ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add(isRehearsal ? "would be" : "ledger", ledger, .bold)
        facts.add("from", backup)
        holds.add(to: &facts)
        facts.add("kept aside", aside)
        for (index, text) in losses.enumerated() { facts.add(index == 0 ? "lost" : "", text, lostLeaves > 0 ? .red : .plain) }
        for (index, text) in next.enumerated() { facts.add(index == 0 ? "next" : "", text, willSign ? .plain : .yellow) }
        return facts.lines
    }

    private var losses: [String] {
        guard lostLeaves > 0 else {
            return publishedLeaves == nil && lostComments == nil
                ? ["can't be told: no last published head at \(mark), and no ledger to compare with"]
                : ["nothing that was signed"]
        }
        let comments = lostComments.map { ", \(Figures.count($0, "comment")) among them" } ?? ""
        return ["what was acknowledged since: \(Leaves.text(lostLeaves)) of the log were signed\(comments). Their receipts will find nothing here"]
    }

    private var next: [String] {
        guard willSign else {
            return [
                "the daemon will not start on it: what it signed would contradict the head in \(mark), which was published",
                "put back a later backup, where there is one; the ledger kept aside, too, may hold more",
                "where there is none, that log has ended: say so in public, and begin another with a new key, a new name and an empty "
                    + "ledger (docs/transparency-log.md, \"A ledger from a backup\")",
            ]
        }
        let missing = [keys.ledgerKey, keys.logKey].filter { !FileManager.default.fileExists(atPath: $0) }
        guard missing.isEmpty else { return missing.map { "\($0) is not there: put it back before the daemon starts" } }
        let caution = lostLeaves > 0 ? ["receipts of the lost leaves will contradict what is signed from now on: say in public what was lost"] : []
        return caution + ["start the daemon, then 'hearback doctor'"]
    }
}
