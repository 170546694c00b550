import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite(
    "A disk that is full", .keepingFailures,
    .enabled(if: SmallDisk.isPossible, "a small disk can only be mounted by root with CAP_SYS_ADMIN"))
struct FullDiskTests {
    static let owed = 60

    /// The write-ahead log needs room for every result that is recorded.
    @Test("Full while attempts are recorded: sending stops, and with room again all is told, once each")
    func whileRecording() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            // Room for what all of it takes in the write-ahead log, some 60 KiB a transaction: the ballast is what fills it.
            let disk = try SmallDisk(scratch, bytes: 16 << 20)
            defer { disk.unmount() }
            let configuration = [
                "store.path": DaemonSettings.quoted(disk.path + "/hearback.sqlite"), "delivery.enabled": "false",
            ]
            try await DaemonFixture.with(configuration: configuration) { daemon in
                try await WebhookReceiver.with(daemon.scratch, pause: 0.02) { receiver in
                    try await daemon.add(try Demo.openBills())
                    let endpoint = try await daemon.register(receiver)
                    for number in 0..<Self.owed {
                        _ = try await daemon.submit(.sample("Commentaire \(number)", endpoint: endpoint.id))
                    }
                    try await daemon.stop()
                    try await daemon.start(environment: ["HEARBACK_DELIVERY_ENABLED": "true"])
                    _ = try await receiver.waitForRequests(5)
                    try disk.fill()
                    try await stopped(daemon, receiver)
                    try disk.makeRoom()
                    try await waitUntil("everything to be delivered") {
                        try await daemon.deliveries().allSatisfy { $0.state == "delivered" }
                    }
                    try await check(daemon, receiver)
                }
            }
        }
    }

    private func stopped(_ daemon: DaemonFixture, _ receiver: WebhookReceiver) async throws {
        try await waitUntil("the daemon to say that it can't write") {
            daemon.errors.contains("the outbox could not be written")
        }
        // What was under way ends; its results wait in memory, and nothing else is sent.
        #expect(try receiver.requests().count < Self.owed)
        let refused = try await daemon.site.post("/v1/comments", SubmissionRequest.sample())
        expect(refused, .storageFull, 507, .english)
    }

    private func check(_ daemon: DaemonFixture, _ receiver: WebhookReceiver) async throws {
        let (deliveries, requests) = (try await daemon.deliveries(), try receiver.requests())
        #expect(deliveries.count == Self.owed && deliveries.allSatisfy { $0.attempts == 1 })
        #expect(requests.map(\.id).sorted() == deliveries.map(\.message).sorted())
        #expect(requests.allSatisfy { $0.verified })
        #expect(try await daemon.rebuild().differences == 0)
    }
}
