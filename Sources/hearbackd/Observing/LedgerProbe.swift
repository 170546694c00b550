import HearbackHTTP
import HearbackStore
import Logging
import ServiceLifecycle

/// After a write that failed, finds out whether writing works again: while /readyz says no, nobody else may try.
struct LedgerProbe: Service {
    let ledger: Ledger
    let logger: Logger
    /// Told that writing works again: who gave up for a while need not wait any longer.
    let onRecovery: @Sendable () -> Void
    private let wakeUps = WakeUps(every: .seconds(5))

    init(ledger: Ledger, logger: Logger, onRecovery: @escaping @Sendable () -> Void) {
        (self.ledger, self.logger, self.onRecovery) = (ledger, logger, onRecovery)
    }

    func run() async throws { await wakeUps.run { await look() } }

    private func look() async {
        guard case .failing = ledger.meters.health() else { return }
        do {
            try await ledger.probe()
            logger.notice("the ledger can be written again")
            onRecovery()
        } catch {
            logger.error("the ledger can't be written", metadata: ["error": "\(error)"])
        }
    }
}

/// The first that hears of a shutdown: says so at /readyz, and gives whoever asks there the time to send requests elsewhere.
struct DrainNotice: Service {
    let readiness: Readiness
    let pause: Duration

    func run() async throws {
        try? await gracefulShutdown()
        readiness.stop()
        try? await Task.sleep(for: pause)
    }
}
