import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Endpoints that are looked after", .keepingFailures)
struct EndpointCareTests {
    @Test("A paused endpoint gets nothing, may be named, shows why; resumed, it gets what is owed")
    func pause() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.bills())
                let endpoint = try await daemon.register(receiver)
                let tool = try daemon.commandLineTool()
                let paused = try await tool.run("endpoint", "pause", endpoint.id, "--reason", "their server moves").check()
                #expect(try await tool.run("endpoint", "pause", endpoint.id, "--reason", "\u{1B}[31m").exit == .code(65))
                #expect(paused.output.hasPrefix("paused \(endpoint.id)"))
                let receipt = try await daemon.submit(.sample(endpoint: endpoint.id))
                _ = try await daemon.act("publish", on: receipt.id)
                try await daemon.restart()
                for words in [["endpoint", "list"], ["endpoint", "show", endpoint.id]] {
                    let shown = try await tool.run(words).check().output
                    #expect(shown.contains("paused") && shown.contains("their server moves"))
                }
                let tried = try await tool.run("endpoint", "test", endpoint.id)
                #expect(tried.exit == .code(1) && tried.errors.contains("hint: first 'hearback endpoint resume"))
                try await daemon.moveClock(to: "2025-09-20T08:00:00.000Z")
                #expect(try await daemon.deliveries().allSatisfy { $0.state == "ready" && $0.attempts == 0 })
                #expect(try receiver.requests().isEmpty)

                #expect(try await tool.run("endpoint", "resume", endpoint.id).check().output.hasPrefix("active"))
                let requests = try await receiver.waitForRequests(2)
                #expect(try requests.map { try $0.message().type } == ["comment.received", "comment.published"])
                #expect(try await tool.run("endpoint", "resume", "ep_none").exit == .code(66))
            }
        }
    }

    @Test("A rotated secret is proved by the answer to a challenge that the new one alone signs")
    func rotation() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                let answer = try await daemon.site.post("/v1/endpoints", EndpointRequest(url: receiver.url))
                let endpoint = try answer.json(EndpointResource.self)
                try receiver.trust(endpoint.secret ?? "")
                let owner = Owner(daemon, endpoint)
                try await owner.until(state: "active", since: nil)
                let first = try await owner.look().verifiedAt
                // One machine gets two challenges an hour, and one may have come before the receiver knew its secret.
                try await daemon.moveClock(to: "2025-09-02T08:00:00.000Z")
                let second = try await owner.post("rotate").secret
                // The receiver goes on with the old one, and that proves nothing.
                _ = try await owner.post("verify")
                try await waitUntil("an answer by the old secret to be refused") {
                    try await daemon.deliveries().contains { $0.lastError == "challenge" }
                }
                #expect(try await owner.look().verifiedAt == first)
                try receiver.trust(second ?? "")
                try await owner.until(state: "active", since: first)
                #expect(try receiver.requests().allSatisfy { $0.verified || $0.reason?.contains("secret file") == true })
            }
        }
    }

    @Test("One machine gets two challenges an hour, and a restart in between does not give it two more")
    func challengesAcrossRestart() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                // Nobody answers for them: the receiver knows no secret.
                func register(_ path: String) async throws {
                    _ = try await daemon.site.post(
                        "/v1/endpoints", EndpointRequest(url: receiver.url + path), expecting: 201, as: EndpointResource.self)
                }
                for path in ["a", "b"] { try await register(path) }
                try await waitUntil("both challenges to be recorded") {
                    try await daemon.deliveries().allSatisfy { $0.state == "ready" && $0.attempts == 1 }
                }
                try await daemon.restart()
                try await register("c")
                let third = try await waitFor("the third challenge to be put off") {
                    try await daemon.deliveries().last.flatMap { delivery in
                        delivery.state == "ready" && delivery.nextAt.map { $0 > delivery.createdAt } == true ? delivery : nil
                    }
                }
                #expect(third.attempts == 0)
                #expect(try #require(third.nextAt).milliseconds(since: third.createdAt) == 3_600_000)
                #expect(try receiver.requests().count == 2)
            }
        }
    }

    /// Who registered an endpoint.
    private struct Owner {
        let daemon: DaemonFixture
        let path: String
        let headers: [(name: String, value: String)]

        init(_ daemon: DaemonFixture, _ endpoint: EndpointResource) {
            (self.daemon, path) = (daemon, "/v1/endpoints/\(endpoint.id)")
            headers = [("Authorization", "Bearer \(endpoint.ownerToken ?? "")")]
        }

        func look() async throws -> EndpointResource {
            try await daemon.site.get(path, headers: headers).json(EndpointResource.self)
        }

        func post(_ verb: String) async throws -> EndpointResource {
            try await daemon.site.send(HTTPRequest("POST", path + "/" + verb, headers: headers, body: Data()))
                .json(EndpointResource.self)
        }

        /// Moves the clock to the next challenge until one was answered later than at `since`.
        func until(state: String, since: Instant?) async throws {
            try await waitUntil("the endpoint to be \(state)") {
                if let next = try await daemon.deliveries().last(where: { $0.state == "ready" })?.nextAt {
                    try await daemon.moveClock(to: max(next, try await now()).rfc3339)
                }
                let endpoint = try await look()
                return endpoint.state == state && endpoint.verifiedAt.map { since == nil || $0 > since! } == true
            }
        }

        private func now() async throws -> Instant {
            try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).now
        }
    }
}
