import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Owners who asked not to be contacted", .keepingFailures)
struct OptOutTests {
    @Test("A name is refused with all below it, its endpoints end, and a restart remembers")
    func names() async throws {
        try await DaemonFixture.with(configuration: ["delivery.enabled": "false"]) { daemon in
            let tool = try daemon.commandLineTool()
            let urls = ["https://example.org/", "https://hooks.example.org/x", "https://other.org/"]
            let ids = try await urls.asyncMap {
                try await daemon.desk.post(
                    "/admin/v1/endpoints", EndpointRequest(url: $0), expecting: 201, as: EndpointResource.self
                ).id
            }
            let added = try await tool.run("endpoint", "opt-out", "add", "*.Example.org", "--reason", "their letter").check()
            #expect(added.lines == ["opted out example.org", "disabled \(ids[0])", "disabled \(ids[1])"])
            try await daemon.restart()
            let endpoints = try await daemon.desk.get("/admin/v1/endpoints", as: EndpointList.self).endpoints
            #expect(endpoints.map(\.disabledReason) == ["opted_out", "opted_out", nil])
            for path in ["/v1/endpoints", "/admin/v1/endpoints"] {
                let client = path.hasPrefix("/v1") ? try daemon.site : daemon.desk
                let refused = try await client.post(path, EndpointRequest(url: "https://new.example.org/"))
                expect(refused, .endpointRefused, 422, .english)
                #expect(try refused.json(Problem.self).detail == "opted_out: whoever owns example.org asked not to be contacted")
            }
            let listed = try await tool.run("endpoint", "opt-out", "list").check()
            #expect(listed.output.contains("example.org") && listed.output.contains("their letter"))

            #expect(try await tool.run("endpoint", "opt-out", "add", "no name").exit == .code(65))
            #expect(try await tool.run("endpoint", "opt-out", "remove", "other.org").exit == .code(66))
            _ = try await tool.run("endpoint", "opt-out", "remove", "example.org").check()
            #expect(try await daemon.site.post("/v1/endpoints", EndpointRequest(url: "https://new.example.org/")).status == 201)
        }
    }

    @Test("A network that opts out is sent nothing more: the message says why, and the endpoint ends")
    func networks() async throws {
        let name = "hook.healthy-ngo.org"
        let server = TarpitNameServer.isPossible ? try TarpitNameServer() : nil
        defer { server?.stop() }
        let launcher: (Scratch) throws -> [String] = {
            try server?.launcher($0, hosts: [(name: name, address: "127.0.0.1")]) ?? []
        }
        try await DaemonFixture.with(launcher: launcher) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.openBills())
                // By name where a test may have hosts of its own: a literal is covered before any look-up.
                let url = server == nil ? receiver.url : receiver.url.replacing("127.0.0.1", with: name)
                let endpoint = try await daemon.desk.post(
                    "/admin/v1/endpoints", EndpointRequest(url: url), expecting: 201, as: EndpointResource.self)
                try receiver.trust(endpoint.secret ?? "")
                _ = try await daemon.submit(.sample(endpoint: endpoint.id))
                _ = try await receiver.waitForRequests(1)
                let tool = try daemon.commandLineTool()
                let added = try await tool.run("endpoint", "opt-out", "add", "127.0.0.0/8", "--json").check().output
                let disabled = try JSONDecoder().decode(OptOutResource.self, from: Data(added.utf8)).disabled
                #expect(disabled == (server == nil ? [endpoint.id] : []))
                guard server != nil else { return }
                _ = try await daemon.submit(.sample("Encore", endpoint: endpoint.id))
                let dead = try await waitFor("the second message to be dead") {
                    try await daemon.deliveries().first { $0.state == "dead" }
                }
                #expect(dead.lastError == "opted_out")
                let shown = try await tool.run("endpoint", "show", endpoint.id).check().output
                #expect(shown.contains("disabled") && shown.contains("opted_out"))
                #expect(try receiver.requests().count == 1)
            }
        }
    }
}
