import HearbackConfiguration
import HearbackCore
import HearbackStore
import HearbackTransparency

/// Whether the daemon may sign on: see docs/transparency-log.md.
struct LogCheck {
    private let values: ConfigurationValues
    private let ledger: LedgerAtHand

    init(_ values: ConfigurationValues, _ ledger: LedgerAtHand) {
        (self.values, self.ledger) = (values, ledger)
    }

    var findings: [Finding] {
        guard let file = ledger.ledger else { return [] }
        let mark = values.highWaterMark
        do {
            guard let head = try PublishedHead.read(mark) else {
                return [.warn(
                    .log, "no published head is kept at \(mark): a ledger from a backup would not be noticed",
                    "the daemon writes it seconds after its first event; if it was there before, see transparency.high_water_mark")]
            }
            guard try file.goesOn(from: head) else {
                return [.fail(
                    .log, "the ledger is older than the head of \(Leaves.text(head.size)) that was published (\(mark)): the daemon will not sign on",
                    "put back a later backup; docs/backup.md says what remains where there is none")]
            }
            return [.ok(.log, "goes on from the \(Leaves.text(head.size)) that were published")]
        } catch {
            return [.fail(.log, error.problem, error.hint)]
        }
    }
}
