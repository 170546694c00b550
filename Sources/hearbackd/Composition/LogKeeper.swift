import HearbackStore
import Logging
import ServiceLifecycle

/// Publishes the log's head from time to time, and keeps a copy of it outside the ledger.
struct LogKeeper: Service {
    let ledger: Ledger
    let mark: HighWaterMark
    let logger: Logger
    private let wakeUps: WakeUps

    /// - Parameter seconds: between two heads.
    init(ledger: Ledger, mark: HighWaterMark, seconds: Int, logger: Logger) {
        (self.ledger, self.mark, self.logger) = (ledger, mark, logger)
        wakeUps = WakeUps(every: .seconds(seconds))
    }

    /// - Throws: `StartError` when the ledger is older than what was published already: signing on would contradict it.
    func check() throws {
        guard let note = try mark.read() else { return }
        do { try ledger.checkLog(contains: note) } catch {
            throw StartError(
                problem: "\(error.context) (\(mark.path))",
                hint: "the ledger seems to come from a backup: put back a later one. Only who starts a new log on purpose removes the mark "
                    + "(docs/transparency-log.md, \"A ledger from a backup\")", exitCode: 78)
        }
    }

    func run() async throws { await wakeUps.run { await publish() } }

    /// The mark comes first: a head that somebody has seen must be known here after any crash.
    private func publish() async {
        do {
            guard let head = try await ledger.unpublishedHead() else { return }
            try mark.write(head)
            try await ledger.publish(head)
        } catch {
            logger.error("the log's head was not published", metadata: ["error": "\(error)"])
        }
    }
}
