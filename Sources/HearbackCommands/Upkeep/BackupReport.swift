import HearbackConfiguration
import HearbackCore
import HearbackStore

/// What a backup needs to be of use, and must not lie beside it.
struct KeyFiles: Encodable {
    var ledgerKey: String
    var logKey: String
    /// Never in a backup: it is by this file that an old one is noticed.
    var highWaterMark: String

    private enum CodingKeys: String, CodingKey {
        case ledgerKey = "ledger_key"
        case logKey = "log_key"
        case highWaterMark = "high_water_mark"
    }

    /// - Parameter values: nil where only the ledger is known; then they are its neighbours.
    init(_ values: ConfigurationValues?, ledger: String) {
        ledgerKey = values?.keyPath ?? ledger + ".key"
        logKey = values?.logKeyPath(credentials: nil) ?? ledger + ".log-key"
        highWaterMark = values?.highWaterMark ?? ledger + ".head"
    }
}

struct BackupReport: Encodable {
    var path: String
    var ledger: String
    var bytes: Int64
    var holds: LedgerFacts
    var keepApart: KeyFiles
    var removed: [String]

    private enum CodingKeys: String, CodingKey {
        case path, ledger, bytes, holds, removed
        case keepApart = "keep_apart"
    }

    init(_ plan: BackupPlan, _ made: LedgerBackup.Made, _ keys: KeyFiles, _ removed: [String]) {
        (path, ledger, bytes) = (plan.target, plan.source, made.bytes)
        (holds, keepApart, self.removed) = (LedgerFacts(made.examination), keys, removed)
    }

    func lines(_ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("backup", "\(path), \(Megabytes.text(bytes))", .bold)
        facts.add("of", ledger)
        holds.add(to: &facts)
        for path in removed { facts.add("removed", path) }
        facts.add("keep apart", "\(keepApart.ledgerKey): without it no redacted text, endpoint secret or link in an e-mail works again")
        facts.add("", "\(keepApart.logKey): without it the log can't go on; who has it can sign in your name")
        facts.add("not with it", "\(keepApart.highWaterMark): tells the daemon that a restored ledger is old")
        return facts.lines
    }
}
