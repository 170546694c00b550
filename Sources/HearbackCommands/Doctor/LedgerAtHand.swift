import Foundation
import HearbackConfiguration
import HearbackCore
import HearbackStore

/// The ledger's file, as far as it can be read: most other checks ask it.
struct LedgerAtHand {
    /// Nil where it is not there, or can't be read.
    let ledger: StillLedger?
    let path: String
    let findings: [Finding]

    init(_ values: ConfigurationValues) {
        path = values.storePath
        do {
            let ledger = try StillLedger(path)
            (self.ledger, findings) = (ledger, [Self.schema(ledger), Self.writeAheadLog(ledger)])
        } catch {
            let missing = Finding.warn(.ledger, "\(path) is not there", "the daemon makes it on its first start; if it was there before, 'hearback restore'")
            (ledger, findings) = (nil, [error.kind == .missing ? missing : .fail(.ledger, error.problem, error.hint)])
        }
    }

    /// Whether all tables are as this program knows them.
    var isCurrent: Bool { ledger?.schema == StillLedger.knownSchema }

    var isSimulated: Bool {
        guard isCurrent, let health = try? ledger?.health(today: "") else { return false }
        return health.isSimulated
    }

    static func schema(_ ledger: StillLedger) -> Finding {
        let (schema, known) = (ledger.schema, StillLedger.knownSchema)
        if ledger.isNewer {
            return .fail(.ledger, "\(ledger.path) has schema version \(schema), this version knows \(known)", "install the version that wrote it, or a later one")
        }
        guard schema == known else {
            return .warn(
                .ledger, "\(Figures.count(known - schema, "migration")) pending: schema version \(schema) of \(known)",
                "make a backup with 'hearback backup'; the daemon's next start migrates")
        }
        return .ok(.ledger, "\(ledger.path), \(Megabytes.text(ledger.bytes)), schema version \(schema), no migration pending")
    }

    /// A reader that never ends keeps it from being taken over into the ledger, and it grows.
    private static let walLimit: Int64 = 256_000_000

    static func writeAheadLog(_ ledger: StillLedger, limit: Int64 = walLimit) -> Finding {
        let size = ledger.writeAheadLog
        guard size > limit else { return .ok(.wal, "the write-ahead log has \(Megabytes.text(size))") }
        return .warn(
            .wal, "\(ledger.path)-wal has grown to \(Megabytes.text(size))",
            "some reader does not end: look for programs that have the ledger open ('fuser \(ledger.path)'), else restart the daemon")
    }
}
