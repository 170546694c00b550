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

    func run() async throws {
        await wakeUps.run {
            await publish()
            await anchor()
        }
    }

    /// What witnesses said of an earlier head goes into the log, so that its times are bounded from outside.
    private func anchor() async {
        do {
            switch try await ledger.anchorLog() {
            case .anchored(let leaf): logger.info("witnesses' cosignature anchored in the log", metadata: ["leaf": "\(leaf)"])
            case .notDue: break
            case .notVouched:
                logger.warning("the file of transparency.cosigned holds no head of this log that a witness of transparency.witnesses signed")
            case .wrongTime(let time):
                logger.warning("a witness's cosignature is dated ahead of this machine's clock", metadata: ["witness": "\(time)"])
            }
        } catch {
            logger.error("witnesses' cosignature was not anchored", metadata: ["error": "\(error)"])
        }
    }

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
