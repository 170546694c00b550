import Foundation
import HearbackAPI
import HearbackTestSupport
import Testing

/// What the kernel says is the machine's affair: Python asks it too, and the daemon must say the same.
@Suite("The machine's clock", .keepingFailures)
struct ClockDisciplineTests {
    private static let question = """
        import ctypes
        answer = ctypes.create_string_buffer(512)
        state = ctypes.CDLL(None).adjtimex(answer)
        status = int.from_bytes(answer.raw[40:44], "little")
        print(state != 5 and not status & 0x40)
        """

    @Test("is reported as the kernel sees it; deliveries wait for it where that is asked for")
    func reported() async throws {
        try await DaemonFixture.with(configuration: ["delivery.hold_unsynchronised": "true"]) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                let python = CommandLineTool(program: Project.python, scratch: daemon.scratch)
                let isRight = try await python.run("-c", Self.question).check().output == "True\n"
                try await daemon.add(try Demo.openBills())
                let endpoint = try await daemon.register(receiver)
                _ = try await daemon.submit(.sample(endpoint: endpoint.id))
                let status = try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self)
                #expect(status.clockSynchronised == isRight && status.deliveriesHeld == (isRight ? nil : true))
                #expect(daemon.errors.contains("nothing keeps its clock right") == !isRight)
                let shown = try await daemon.commandLineTool().run("daemon", "status").check().output
                #expect(shown.contains("held: the clock is not right") == !isRight)
                if isRight {
                    _ = try await receiver.waitForRequests(1)
                } else {
                    try await waitUntil("the daemon to say that it holds") { daemon.errors.contains("deliveries are held") }
                    #expect(try await daemon.deliveries().map(\.attempts) == [0])
                }
            }
        }
    }

    @Test("that is simulated is not judged")
    func simulated() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            let status = try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self)
            #expect(status.clockSynchronised == nil && status.deliveriesHeld == nil)
        }
    }
}
