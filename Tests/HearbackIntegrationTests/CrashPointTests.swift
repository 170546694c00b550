import Foundation
import HearbackAPI
import HearbackTestSupport
import Testing

/// The daemon dies at each place between the claim of a message and the record of its attempt. One message at a time is
/// under way, so that what must follow is exact.
@Suite("Killed at each point of a delivery", .keepingFailures)
struct CrashPointTests {
    static let owed = 5
    private static let configuration = [
        "delivery.enabled": "false", "delivery.per_endpoint": "1", "delivery.lease_ahead": "1", "log.level": "\"warning\"",
    ]
    private static let delivering = ["HEARBACK_DELIVERY_ENABLED": "true"]

    /// - Parameters:
    ///   - point: where it dies, for the `hit`-th time that it gets there.
    ///   - repeats: requests that come twice: those that were sent and whose answer was not on disk.
    @Test(
        "Nothing owed is lost, what comes twice is the same, each message has the one attempt that was recorded",
        arguments: [("claimed", 0), ("answered", 1), ("recorded", 1), ("committed", 0)], [1, 3])
    func killed(_ place: (point: String, repeats: Int), hit: Int) async throws {
        try await DaemonFixture.with(configuration: Self.configuration) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await prepare(daemon, receiver)
                try await daemon.stop()
                let environment = Self.delivering.merging(["HEARBACKD_CRASH_TESTS": "1"]) { $1 }
                let exit = try await daemon.startToDie(["--crash-at", "\(place.point):\(hit)"], environment: environment)
                #expect(exit == .signal(SIGKILL), "\(daemon.errors)")
                #expect(try await daemon.query("PRAGMA integrity_check") == ["ok"])
                try await daemon.start(environment: Self.delivering)
                try await everythingTold(daemon, receiver, repeats: place.repeats)
            }
        }
    }

    @Test("With many leased ahead: ids that came are those that are owed, and what comes twice is the same", arguments: [
        ("claimed", 2), ("answered", 3), ("recorded", 2), ("committed", 2),
    ])
    func killedAhead(point: String, hit: Int) async throws {
        let configuration = Self.configuration.merging(["delivery.lease_ahead": "16"]) { $1 }
        try await DaemonFixture.with(configuration: configuration) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await prepare(daemon, receiver, owed: 40)
                try await daemon.stop()
                let environment = Self.delivering.merging(["HEARBACKD_CRASH_TESTS": "1"]) { $1 }
                let exit = try await daemon.startToDie(["--crash-at", "\(point):\(hit)"], environment: environment)
                #expect(exit == .signal(SIGKILL), "\(daemon.errors)")
                try await daemon.start(environment: Self.delivering)
                try await everythingTold(daemon, receiver, owed: 40, repeats: nil)
            }
        }
    }

    @Test("Killed when the request is written and not answered", arguments: [1])
    func killedWaiting(silent: Int) async throws {
        try await DaemonFixture.with(configuration: Self.configuration) { daemon in
            try await WebhookReceiver.with(daemon.scratch, silent: silent) { receiver in
                try await prepare(daemon, receiver)
                try await daemon.stop()
                try await daemon.start(environment: Self.delivering)
                _ = try await receiver.waitForRequests(silent)
                try await daemon.kill()
                try await daemon.start(environment: Self.delivering)
                try await everythingTold(daemon, receiver, repeats: silent)
            }
        }
    }

    @Test("Without the tests' environment a daemon refuses to be told where to crash")
    func refused() async throws {
        try await DaemonFixture.with(configuration: Self.configuration) { daemon in
            try await daemon.stop()
            for environment in [[:], ["HEARBACKD_CRASH_TESTS": "yes"]] {
                #expect(try await daemon.startToDie(["--crash-at", "answered"], environment: environment) == .code(78))
            }
            let odd = try await daemon.startToDie(["--crash-at", "lunch"], environment: ["HEARBACKD_CRASH_TESTS": "1"])
            #expect(odd == .code(78) && daemon.errors.contains("hint: write one of claimed, answered, recorded, committed"))
            try await daemon.start()
        }
    }

    private func prepare(_ daemon: DaemonFixture, _ receiver: WebhookReceiver, owed: Int = owed) async throws {
        try await daemon.add(try Demo.openBills())
        let endpoint = try await daemon.register(receiver)
        for number in 0..<owed { _ = try await daemon.submit(.sample("Commentaire \(number)", endpoint: endpoint.id)) }
    }

    /// - Parameter repeats: nil when they can't be foretold.
    private func everythingTold(
        _ daemon: DaemonFixture, _ receiver: WebhookReceiver, owed: Int = owed, repeats: Int?
    ) async throws {
        try await waitUntil("everything to be delivered") {
            try await daemon.deliveries().allSatisfy { $0.state == "delivered" }
        }
        let (deliveries, requests) = (try await daemon.deliveries(), try receiver.requests())
        #expect(deliveries.count == owed)
        #expect(Set(requests.map(\.id)) == Set(deliveries.map(\.message)))
        #expect(requests.allSatisfy { $0.verified })
        if let repeats { #expect(requests.count == owed + repeats) }
        let bodies = Dictionary(grouping: requests, by: \.id).mapValues { Set($0.map(\.body)).count }
        #expect(bodies.values.allSatisfy { $0 == 1 })
        for delivery in deliveries {
            let tries = try await daemon.tries(delivery.message)
            // The attempt that died left no record, and its number is not given again.
            #expect(tries.map(\.attempt) == [delivery.attempts] && tries.map(\.status) == [204])
            #expect(delivery.attempts <= 2)
        }
        #expect(try await daemon.query("SELECT count(*) FROM event WHERE kind = 'notified'") == ["\(owed)"])
        #expect(try await daemon.rebuild().differences == 0)
    }
}
