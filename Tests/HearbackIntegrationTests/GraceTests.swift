import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Decisions told a minute later", .keepingFailures)
struct GraceTests {
    private static let configuration = ["notices.decision_grace_seconds": "60"]

    @Test("What is undone in the minute nobody hears of; what stands is told once, also by a daemon that was killed meanwhile")
    func undone() async throws {
        try await DaemonFixture.with(configuration: Self.configuration, simulatedClock: Demo.start) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.bills())
                let endpoint = try await daemon.register(receiver)
                let first = try await daemon.submit(.sample("premier", endpoint: endpoint.id))
                let second = try await daemon.submit(.sample("second", endpoint: endpoint.id))
                _ = try await receiver.waitForRequests(2)
                // The receiver knows before the daemon has it on record; a kill in between would have them sent again.
                try await waitUntil("both are on record") { try await daemon.deliveries().allSatisfy { $0.state == "delivered" } }

                _ = try await daemon.act("publish", on: first.id)
                _ = try await daemon.act("publish", on: second.id)
                let hearback = try daemon.commandLineTool()
                _ = try await hearback.run("comment", "undo", first.id, "--json").check()
                #expect(try await daemon.comment(first.id).state == .awaitingApproval)
                try await daemon.kill()
                try await daemon.start()
                try await daemon.moveClock(to: "2025-09-01T08:01:00.000Z")

                let told = try await receiver.waitForRequests(3)
                #expect(told.count { $0.body.contains("comment.published") } == 1)
                try await waitUntil("nothing to wait any more") { try await daemon.deliveries().allSatisfy { $0.state != "ready" && $0.state != "sending" } }
                #expect(try await daemon.deliveries().map(\.state).sorted() == ["cancelled", "delivered", "delivered", "delivered"])
                let late = try await hearback.run("comment", "undo", second.id)
                #expect(late.exit == .code(1) && late.errors.contains("hearback comment unpublish"), "\(late.errors)")
                #expect(try await daemon.rebuild().differences == 0)
            }
        }
    }
}
