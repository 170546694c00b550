import Foundation
import HearbackConfiguration
import HearbackStore

/// Room for the ledger to grow, and for what a migration or a backup beside it would take.
struct DiskCheck {
    private let folder: String
    private let ledgerBytes: Int64

    /// A full disk refuses every comment, and nothing can be deleted from the ledger to mend it.
    static let least: Int64 = 64_000_000
    static let comfortable: Int64 = 512_000_000

    init(_ values: ConfigurationValues, _ ledger: LedgerAtHand) {
        folder = (values.storePath as NSString).deletingLastPathComponent
        ledgerBytes = ledger.ledger?.bytes ?? 0
    }

    var findings: [Finding] {
        do {
            let room = try DiskRoom(at: folder)
            return [Self.finding(folder, room.free, ledgerBytes)]
        } catch {
            return [.fail(.disk, error.problem, error.hint)]
        }
    }

    static func finding(_ folder: String, _ free: Int64, _ ledgerBytes: Int64) -> Finding {
        let words = "\(Megabytes.text(free)) free for \(folder)"
        let remedy = "make room: old backups and logs first; comments are refused once it is full"
        if free < least { return .fail(.disk, "only \(words)", remedy) }
        if free < max(comfortable, ledgerBytes) { return .warn(.disk, "only \(words), the ledger has \(Megabytes.text(ledgerBytes))", remedy) }
        return .ok(.disk, words)
    }
}
