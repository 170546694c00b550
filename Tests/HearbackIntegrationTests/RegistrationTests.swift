import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Registration by anyone", .keepingFailures)
struct RegistrationTests {
    private func bearer(_ endpoint: EndpointResource) -> [(name: String, value: String)] {
        [("Authorization", "Bearer \(endpoint.ownerToken ?? "")")]
    }

    private func register(_ daemon: DaemonFixture, _ url: String, as client: [(name: String, value: String)] = []) async throws
        -> HTTPResponse
    {
        try await daemon.site.post("/v1/endpoints", EndpointRequest(url: url), headers: client)
    }

    /// Registers the receiver and lets it answer; a challenge that came before it knew the secret is tried again.
    private func verified(_ daemon: DaemonFixture, _ receiver: WebhookReceiver) async throws -> EndpointResource {
        let response = try await register(daemon, receiver.url)
        #expect(response.status == 201)
        let endpoint = try response.json(EndpointResource.self)
        #expect(endpoint.state == "pending")
        try receiver.trust(endpoint.secret ?? "")
        try await waitUntil("the endpoint to be active") {
            if let retry = try await daemon.deliveries().first?.nextAt, try await daemon.deliveries().first?.attempts == 1 {
                try await daemon.moveClock(to: retry.rfc3339)
            }
            return try await daemon.site.get("/v1/endpoints/\(endpoint.id)", headers: bearer(endpoint)).text.contains("\"active\"")
        }
        return endpoint
    }

    @Test("Registered, challenged, told, its secret rotated, taken away: all by its owner, over HTTP")
    func wholeLife() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.bills())
                let endpoint = try await verified(daemon, receiver)
                _ = try await daemon.submit(.sample(endpoint: endpoint.id))
                try await waitUntil("the comment to be told") {
                    try receiver.requests().contains { $0.verified && $0.body.contains("comment.received") }
                }

                // Both secrets sign for a day, so a receiver that still has the old one goes on.
                let path = "/v1/endpoints/\(endpoint.id)"
                let rotated = try await daemon.site.send(
                    HTTPRequest("POST", path + "/rotate", headers: bearer(endpoint), body: Data())
                ).json(EndpointResource.self)
                #expect(rotated.secret != nil && rotated.secret != endpoint.secret)
                let before = try receiver.requests().count
                _ = try await daemon.submit(.sample("Encore", endpoint: endpoint.id))
                _ = try await receiver.waitForRequests(before + 1)
                #expect(try receiver.requests().suffix(1).allSatisfy { $0.verified })

                let gone = try await daemon.site.send(HTTPRequest("DELETE", path, headers: bearer(endpoint)))
                #expect(gone.status == 204)
                #expect(try await daemon.site.get(path, headers: bearer(endpoint)).status == 404)
                let refused = try await daemon.site.post("/v1/comments", SubmissionRequest.sample(endpoint: endpoint.id))
                expect(refused, .unknownEndpoint, 422, .english)
                let listed = try await daemon.desk.get("/admin/v1/endpoints", as: EndpointList.self).endpoints
                #expect(listed.map(\.url) == [nil] && listed.map(\.disabledReason) == ["deleted"])
                #expect(!daemon.errors.contains(endpoint.secret ?? "-") && !daemon.errors.contains(endpoint.ownerToken ?? "-"))
            }
        }
    }

    @Test("Without its token an endpoint does not exist; inside addresses and too many registrations are refused")
    func refusals() async throws {
        try await DaemonFixture.with(configuration: [
            "delivery.enabled": "false", "delivery.allowed_networks": "[]", "delivery.allow_http": "false",
            "server.trusted_proxies": "[\"127.0.0.1\"]",
        ]) { daemon in
            let first = try await register(daemon, "https://ngo.example.org/0").json(EndpointResource.self)
            for header in [[], [("Authorization", "Bearer hbe_x")], [("Authorization", "hbe_x")]] as [[(name: String, value: String)]] {
                expect(try await daemon.site.get("/v1/endpoints/\(first.id)", headers: header), .notFound, 404, .english)
            }
            for url in ["http://ngo.example.org/", "https://127.0.0.1/", "https://localhost/", "https://a:b@ngo.example.org/"] {
                expect(try await register(daemon, url), .endpointRefused, 422, .english)
            }
            for index in 1...2 { #expect(try await register(daemon, "https://ngo.example.org/\(index)").status == 201) }
            let fourth = try await register(daemon, "https://ngo.example.org/3")
            expect(fourth, .registrationLimited, 429, .english)
            #expect(try #require(fourth.headers["retry-after"].flatMap { Int($0) }) > 86_000)
            // Behind a proxy that is trusted, the client's own network counts, and not what the client claims before it.
            for (index, hops) in ["198.51.100.7", "9.9.9.9, 203.0.113.8"].enumerated() {
                let client = [(name: "X-Forwarded-For", value: hops)]
                #expect(try await register(daemon, "https://ngo.example.org/p\(index)", as: client).status == 201)
            }
        }
    }

    @Test("Names under one domain count together, those at a host of many by themselves")
    func domains() async throws {
        let configuration = [
            "delivery.enabled": "false", "delivery.registrations_per_day": "1000", "delivery.registrations_per_domain_per_day": "2",
        ]
        try await DaemonFixture.with(configuration: configuration) { daemon in
            let names = (0..<20).map { "n\($0).hooks.example.com" } + ["a.github.io", "b.github.io", "c.github.io"]
            let answers = try await names.asyncMap { try await register(daemon, "https://\($0)/") }
            #expect(answers.prefix(20).map(\.status) == [201, 201] + Array(repeating: 429, count: 18))
            #expect(answers.suffix(3).map(\.status) == [201, 201, 201])
            #expect(answers[2].headers["retry-after"].flatMap { Int($0) }.map { $0 > 86_000 } == true)
        }
    }

    @Test("The desk sees an endpoint, tries it, gives it a new secret, and sends again what was lost")
    func desk() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await WebhookReceiver.with(daemon.scratch, failures: 100, status: 500) { receiver in
                try await daemon.add(try Demo.bills())
                let tool = try daemon.commandLineTool()
                let added = try await tool.run("endpoint", "add", receiver.url, "--json").check()
                let endpoint = try JSONDecoder().decode(EndpointResource.self, from: Data(added.output.utf8))
                try receiver.trust(endpoint.secret ?? "")
                let tried = try await tool.run("endpoint", "test", endpoint.id).check()
                #expect(tried.output.hasPrefix("queued msg_"))
                _ = try await receiver.waitForRequests(1)
                let shown = try await tool.run("endpoint", "show", endpoint.id).check()
                #expect(shown.output.contains("active") && shown.output.contains(receiver.url))
                let rotated = try await tool.run("endpoint", "rotate", endpoint.id).check()
                #expect(rotated.output.contains("whsec_"))
                #expect(try await tool.run("endpoint", "show", "ep_none").exit == .code(66))
                #expect(try await tool.run("delivery", "replay").exit == .code(64))
                let none = try await tool.run("delivery", "replay", "--endpoint", endpoint.id).check()
                #expect(none.output.contains("0 messages"))
                // A decision that its submitter could be told and was not is counted, and stands on the timeline.
                let receipt = try await daemon.submit(.sample(endpoint: endpoint.id))
                _ = try await daemon.act("publish", on: receipt.id)
                let latency = try await tool.run("latency", "--json").check()
                let report = try JSONDecoder().decode(LatencyReport.self, from: Data(latency.output.utf8))
                #expect(report.overall.notTold == 1 && report.bills.map(\.notTold) == [1])
                #expect(try await tool.run("comment", "show", receipt.id).check().output.contains("not told"))
                _ = try await tool.run("endpoint", "disable", endpoint.id).check()
                _ = try await daemon.desk.get("/admin/v1/deliveries?state=dead", as: DeliveryList.self)
                let dry = try await tool.run("delivery", "replay", "--since", "2025-01-01", "--dry-run").check()
                #expect(dry.output.contains("their endpoint is not active"))
                #expect(try await tool.run("endpoint", "test", endpoint.id).exit == .code(1))
            }
        }
    }
}
