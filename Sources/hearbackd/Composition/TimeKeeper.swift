import HearbackCore
import HearbackStore
import Logging
import ServiceLifecycle

/// What time alone brings about: due days are reckoned by a new calendar, clarifications run out, targets are missed, submitters hear that their comments still wait, endpoints are
/// asked again, old messages are forgotten.
struct TimeKeeper: Service {
    let ledger: Ledger
    let logger: Logger
    private let wakeUps = WakeUps()

    init(ledger: Ledger, logger: Logger) {
        (self.ledger, self.logger) = (ledger, logger)
    }

    func wake() { wakeUps.wake() }

    func run() async throws { await wakeUps.run { await keepTime() } }

    /// One failure does not keep the others.
    private func keepTime() async {
        await attempt("comments lapsed with their bill") { try await ledger.lapseClosed() }
        await attempt("provisional due days reckoned anew") { try await ledger.reckonDueDays() }
        await attempt("targets missed") { try await repeated { try await ledger.recordMissedTargets() } }
        await attempt("clarifications expired") { try await ledger.expireClarifications() }
        await attempt("submitters told that they wait") { try await repeated { try await ledger.remindWaiting() } }
        await attempt("endpoints asked again") { try await ledger.challengeStale() }
        await attempt("old messages forgotten") {
            let end = ledger.now.advanced(byMilliseconds: -Self.bodyLife)
            return try await repeated { try await ledger.pruneDeliveries(endedBefore: end) }
        }
    }

    /// Milliseconds that a message's bytes and attempts are kept after its end: thirty days.
    private static let bodyLife: Int64 = 30 * 86_400_000

    /// In steps, so that others write in between.
    private func repeated(_ step: () async throws -> Int) async throws -> Int {
        var sum = 0
        while !Task.isCancelled {
            let count = try await step()
            if count == 0 { break }
            sum += count
        }
        return sum
    }

    private func attempt(_ what: String, _ chore: () async throws -> Int) async {
        do {
            let count = try await chore()
            if count > 0 { logger.info("\(what)", metadata: ["count": "\(count)"]) }
        } catch {
            logger.warning("not done: \(what)", metadata: ["error": "\(error)"])
        }
    }
}
