import HearbackCore
import HearbackDelivery
import HearbackStore
import Synchronization

/// An outbox at whose steps a trap waits. Only where one is set: else the deliverer uses the outbox itself.
final class CrashingOutbox: Outbox {
    private let outbox: any Outbox
    private let trap: CrashTrap
    private let isRecording = Atomic(false)

    init(_ outbox: any Outbox, _ trap: CrashTrap, _ ledger: Ledger) {
        (self.outbox, self.trap) = (outbox, trap)
        ledger.beforeEachCommit { [weak self] in
            guard let self, isRecording.load(ordering: .acquiring) else { return }
            self.trap.reached(.recorded)
        }
    }

    func exchange(_ reports: [AttemptReport], claimingAtMost count: Int) async throws -> [OutboundMessage] {
        if !reports.isEmpty { trap.reached(.answered) }
        isRecording.store(!reports.isEmpty, ordering: .releasing)
        defer { isRecording.store(false, ordering: .releasing) }
        let claimed = try await outbox.exchange(reports, claimingAtMost: count)
        if !reports.isEmpty { trap.reached(.committed) }
        if !claimed.isEmpty { trap.reached(.claimed) }
        return claimed
    }

    func nextDue() async throws -> Instant? { try await outbox.nextDue() }
}
