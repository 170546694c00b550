import HearbackCore
import HearbackTestSupport
import Logging
import Synchronization
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

/// What a watchdog asks of the deliveries.
@Suite("The deliverer's pulse", .timeLimit(.minutes(1)))
struct DelivererPulseTests {
    /// Whose exchanges wait until they are let through.
    private final class Queue: Outbox {
        let gate = OneShot<Void>()
        let asked = Atomic(0)

        func exchange(_ reports: [AttemptReport], claimingAtMost count: Int) async throws -> [OutboundMessage] {
            asked.add(1, ordering: .relaxed)
            await gate.value()
            return []
        }

        func nextDue() async throws -> Instant? { nil }
    }

    private struct Sender: MessageSender {
        let pulses: OneShot<Void>

        func send(_ message: OutboundMessage) async -> AttemptReport {
            AttemptReport(message, startedAt: Instant(milliseconds: 0), outcome: .delivered(status: 204))
        }
        func pulse() async { pulses.succeed(()) }
        func close() async {}
        func shutDown() async {}
    }

    @Test("It comes back when the loop has turned and the sender has answered; an outbox that hangs keeps it")
    func loop() async throws {
        let (queue, pulses, back) = (Queue(), OneShot<Void>(), OneShot<Void>())
        let deliverer = Deliverer(outbox: queue, clock: { Instant(milliseconds: 0) }, logger: Logger(label: "test")) { Sender(pulses: pulses) }
        let running = Task { try await deliverer.run() }
        try await waitUntil("the outbox hangs") { queue.asked.load(ordering: .relaxed) == 1 }
        let pulse = Task {
            await deliverer.pulse()
            back.succeed(())
        }
        #expect(!back.isSet && !pulses.isSet)

        queue.gate.succeed(())
        await pulse.value

        #expect(pulses.isSet)
        running.cancel()
        _ = await running.result
    }

    @Test("The threads that send answer when they look into their mailboxes, not before")
    func threads() async throws {
        let mailbox = try #require(LoopMailbox())
        let pulse = OneShot<Void>()
        mailbox.post(pulse)
        #expect(!pulse.isSet)
        _ = mailbox.take(wasWoken: true)
        #expect(pulse.isSet)

        try await withLoop(CurlLoopOptions(addressPolicy: AddressPolicy())) { loop in
            for _ in 1...3 { await loop.pulse() }
        }
    }
}
