import Foundation
import HearbackAPI
import HearbackTestSupport
import Testing

@Suite(
    "A name server that never answers", .keepingFailures,
    .enabled(if: TarpitNameServer.isPossible, "another resolv.conf takes root with CAP_SYS_ADMIN, and unshare(1)"))
struct HangingDNSTests {
    static let healthy = (0..<100).map { "h\($0).healthy-ngo.org" }
    private static let configuration = [
        "delivery.registrations_per_day": "100", "delivery.registrations_per_domain_per_day": "100",
        "delivery.per_address": "64", "delivery.in_flight": "2048",
    ]

    @Test("Names that hang, strangers' and a proven one, keep none of a hundred healthy endpoints waiting")
    func hanging() async throws {
        let server = try TarpitNameServer()
        defer { server.stop() }
        let launcher: (Scratch) throws -> [String] = {
            try server.launcher($0, hosts: Self.healthy.map { (name: $0, address: "127.0.0.1") })
        }
        try await DaemonFixture.with(configuration: Self.configuration, launcher: launcher) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.openBills())
                let port = try #require(receiver.url.split(separator: ":").last.map { $0.prefix { $0.isNumber } })
                let healthy = try await addHealthy(daemon, receiver, port: port)
                let hanging = try await addHanging(daemon, port: port)
                try await waitUntil("the name server to be asked") { server.count > 0 }
                for endpoint in healthy { _ = try await daemon.submit(.sample(endpoint: endpoint)) }
                let requests = try await receiver.waitForRequests(Self.healthy.count)
                try await waitUntil("they are recorded") {
                    try await daemon.deliveries().count { $0.state == "delivered" } == Self.healthy.count
                }
                let deliveries = try await daemon.deliveries()
                let toHanging = deliveries.filter { hanging.contains($0.endpoint) }

                #expect(deliveries.allSatisfy { $0.state != "delivered" || $0.attempts == 1 })
                #expect(Set(requests.map(\.id)).count == Self.healthy.count && requests.allSatisfy { $0.verified })
                #expect(toHanging.count == hanging.count && toHanging.allSatisfy { $0.state != "delivered" })
                try await waitUntil("the hanging names to be given up for now") {
                    try await daemon.deliveries().filter { hanging.contains($0.endpoint) }.allSatisfy { $0.lastError == "dns" }
                }
            }
        }
    }

    private func addHealthy(
        _ daemon: DaemonFixture, _ receiver: WebhookReceiver, port: Substring
    ) async throws -> [String] {
        let endpoints = try await Self.healthy.asyncMap { name in
            try await daemon.desk.post(
                "/admin/v1/endpoints", EndpointRequest(url: "http://\(name):\(port)/"), expecting: 201,
                as: EndpointResource.self)
        }
        try receiver.trust(endpoints.compactMap(\.secret).joined(separator: "\n"))
        return endpoints.map(\.id)
    }

    /// Twelve that strangers register, whose challenges hang, and one that an administrator vouches for.
    private func addHanging(_ daemon: DaemonFixture, port: Substring) async throws -> Set<String> {
        var hanging: Set<String> = []
        for number in 0..<12 {
            let url = "http://s\(number).tarpit-ngo.org:\(port)/"
            hanging.insert(
                try await daemon.site.post(
                    "/v1/endpoints", EndpointRequest(url: url), expecting: 201, as: EndpointResource.self
                ).id)
        }
        let vouched = try await daemon.desk.post(
            "/admin/v1/endpoints", EndpointRequest(url: "http://v.tarpit-ngo.org:\(port)/"), expecting: 201,
            as: EndpointResource.self)
        _ = try await daemon.submit(.sample(endpoint: vouched.id))
        return hanging.union([vouched.id])
    }
}
