import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

extension DaemonFixture {
    /// Registers the receiver and lets it trust the secret.
    func register(_ receiver: WebhookReceiver) async throws -> EndpointResource {
        let endpoint = try await desk.post(
            "/admin/v1/endpoints", EndpointRequest(url: receiver.url), expecting: 201, as: EndpointResource.self)
        try receiver.trust(endpoint.secret ?? "")
        return endpoint
    }

    func deliveries() async throws -> [DeliveryResource] {
        try await desk.get("/admin/v1/deliveries", as: DeliveryList.self).deliveries
    }

    /// The message's delivery once it is in the state.
    fileprivate func delivery(_ index: Int, in state: String) async throws -> DeliveryResource {
        try await waitFor("delivery \(index) to be \(state)") {
            let all = try await deliveries()
            return index < all.count && all[index].state == state ? all[index] : nil
        }
    }

    func tries(_ message: String) async throws -> [AttemptResource] {
        try await desk.get("/admin/v1/deliveries/\(message)", as: DeliveryDetail.self).tries
    }
}

@Suite("Webhooks", .keepingFailures)
struct WebhookTests {
    @Test("Each step of a comment is told, signed, in order, once, and stands on its timeline")
    func wholeLife() async throws {
        try await DaemonFixture.with { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.openBills())
                let endpoint = try await daemon.register(receiver)
                let receipt = try await daemon.submit(.sample(endpoint: endpoint.id))
                _ = try await daemon.act("publish", on: receipt.id)
                _ = try await daemon.act("answer", on: receipt.id, TextRequest(text: "Une réponse"))
                _ = try await daemon.act("outcome", on: receipt.id, OutcomeRequest(outcome: "noted", reason: "vu"))
                let requests = try await receiver.waitForRequests(4)
                _ = try await daemon.delivery(3, in: "delivered")

                let messages = try requests.map { try $0.message() }
                let told = ["comment.received", "comment.published", "comment.answered", "comment.outcome_recorded"]
                #expect(requests.allSatisfy { $0.verified && $0.status == 204 })
                #expect(messages.map(\.type) == told)
                #expect(messages.map(\.data.state) == ["awaiting_approval", "published", "published", "published"])
                #expect(messages.map(\.data.reference) == Array(repeating: receipt.reference, count: 4))
                #expect(messages.map(\.data.revision) == messages.map(\.data.revision).sorted())
                #expect(Set(requests.map(\.id)).count == 4)
                #expect(!requests.contains { $0.body.contains("délai") || $0.body.contains("réponse") })
                let deliveries = try await daemon.deliveries()
                #expect(deliveries.map(\.message) == requests.map(\.id))
                #expect(deliveries.allSatisfy { $0.attempts == 1 && $0.lastStatus == 204 })
                let shown = try await daemon.receipt(receipt.receiptToken)
                #expect(shown.timeline.filter { $0.event == .notified }.map(\.message) == requests.map(\.id))
                #expect(shown.notices.map(\.state) == Array(repeating: "delivered", count: 4))
                #expect(try await daemon.rebuild().differences == 0)
            }
        }
    }

    @Test("Forty comments' messages arrive once each, those of one comment in order")
    func manyComments() async throws {
        try await DaemonFixture.with { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.openBills())
                let endpoint = try await daemon.register(receiver)
                let ids = try await (0..<40).asyncMap {
                    try await daemon.submit(.sample("Commentaire \($0)", endpoint: endpoint.id)).id
                }
                for (index, id) in ids.enumerated() {
                    if index % 2 == 0 {
                        _ = try await daemon.act("publish", on: id)
                    } else {
                        _ = try await daemon.act("reject", on: id, RejectionRequest(reason: "spam", explanation: "x"))
                    }
                }
                let requests = try await receiver.waitForRequests(80, timeout: .seconds(60))

                #expect(requests.count == 80)
                #expect(Set(requests.map(\.id)).count == 80)
                #expect(requests.allSatisfy { $0.verified })
                let byComment = Dictionary(grouping: try requests.map { try $0.message() }) { $0.data.comment_id }
                for (index, id) in ids.enumerated() {
                    let decision = index % 2 == 0 ? "comment.published" : "comment.rejected"
                    #expect(byComment[id]?.map(\.type) == ["comment.received", decision])
                }
            }
        }
    }

    @Test("After a 500 the same message is tried again, with the same id, when the clock says so")
    func retries() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await WebhookReceiver.with(daemon.scratch, failures: 2) { receiver in
                try await daemon.add(try Demo.bills())
                let endpoint = try await daemon.register(receiver)
                let receipt = try await daemon.submit(.sample(endpoint: endpoint.id))
                for attempt in 1...2 {
                    _ = try await receiver.waitForRequests(attempt)
                    let waiting = try await waitFor("attempt \(attempt) to be recorded") {
                        try await daemon.deliveries().first { $0.state == "ready" && $0.attempts == attempt }
                    }
                    #expect(waiting.lastError == "http_500")
                    #expect(try await daemon.receipt(receipt.receiptToken).notices.first?.state == "ready")
                    try await daemon.moveClock(to: try #require(waiting.nextAt).rfc3339)
                }
                let requests = try await receiver.waitForRequests(3)
                let delivered = try await daemon.delivery(0, in: "delivered")
                let tries = try await daemon.tries(delivered.message)

                #expect(requests.map(\.status) == [500, 500, 204])
                #expect(requests.allSatisfy { $0.verified })
                #expect(Set(requests.map(\.id)) == [delivered.message])
                #expect(Set(requests.map(\.body)).count == 1)
                // Each attempt is signed anew, with its own time.
                #expect(Set(requests.map(\.timestamp)).count == 3)
                #expect(tries.map(\.status) == [500, 500, 204])
                #expect(tries.map(\.attempt) == [1, 2, 3])
                let gaps = zip(tries.dropFirst(), tries).map { $0.0.startedAt.milliseconds(since: $0.1.startedAt) }
                #expect((4_000...6_000).contains(gaps[0]))
                #expect((240_000...360_000).contains(gaps[1]))
                let told = try await daemon.comment(receipt.id).timeline.filter { $0.event == .notified }
                #expect(told.map(\.message) == [delivered.message])
            }
        }
    }

    @Test("What was tried in vain is superseded by newer news")
    func supersession() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await WebhookReceiver.with(daemon.scratch, failures: 1) { receiver in
                try await daemon.add(try Demo.bills())
                let endpoint = try await daemon.register(receiver)
                let receipt = try await daemon.submit(.sample(endpoint: endpoint.id))
                _ = try await receiver.waitForRequests(1)
                try await waitUntil("the failure is recorded") {
                    try await daemon.deliveries().first?.state == "ready"
                }
                _ = try await daemon.act("publish", on: receipt.id)
                let requests = try await receiver.waitForRequests(2)
                _ = try await daemon.delivery(1, in: "delivered")

                #expect(try requests.map { try $0.message().type } == ["comment.received", "comment.published"])
                #expect(try await daemon.deliveries().map(\.state) == ["superseded", "delivered"])
            }
        }
    }

    @Test("A daemon killed between sending and recording sends the same message again, with the same id")
    func killedBetween() async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.add(try Demo.openBills())
            let trap = try WebhookTrap()
            let endpoint = try await daemon.desk.post(
                "/admin/v1/endpoints", EndpointRequest(url: trap.url), expecting: 201, as: EndpointResource.self)
            let receipt = try await daemon.submit(.sample(endpoint: endpoint.id))
            let first = try await waitFor("the message to be sent") { trap.message }
            #expect(try await daemon.deliveries().map(\.state) == ["sending"])
            try await daemon.kill()
            trap.close()

            try await WebhookReceiver.with(daemon.scratch, port: trap.port) { receiver in
                try receiver.trust(endpoint.secret ?? "")
                try await daemon.start()
                let requests = try await receiver.waitForRequests(1)
                let delivered = try await daemon.delivery(0, in: "delivered")

                #expect(requests.map(\.verified) == [true])
                #expect(requests.map(\.id) == [first])
                #expect(trap.request?.hasSuffix(requests.first?.body ?? "none") == true)
                #expect(delivered.attempts == 2)
                let told = try await daemon.comment(receipt.id).timeline.filter { $0.event == .notified }
                #expect(told.map(\.message) == [first])
            }
        }
    }

    @Test("Killed at random while it delivers, ten times: every message owed arrives, repeats are identical", arguments: [11, 12] as [UInt64])
    func killedAtRandom(seed: UInt64) async throws {
        let configuration = ["delivery.per_endpoint": "8", "delivery.per_address": "8", "log.level": "\"error\""]
        try await DaemonFixture.with(configuration: configuration) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.openBills())
                let endpoint = try await daemon.register(receiver)
                var random = SplitMix64(seed: seed)
                var owed = 0
                for _ in 0..<10 {
                    for number in 0..<12 { _ = try await daemon.submit(.sample("Commentaire \(number)", endpoint: endpoint.id)) }
                    owed += 12
                    let moment = try receiver.requests().count + Int.random(in: 0...10, using: &random)
                    _ = try await receiver.waitForRequests(min(moment, owed))
                    try await daemon.kill()
                    try await daemon.start()
                }
                try await waitUntil("everything to be settled") {
                    try await daemon.deliveries().allSatisfy { ["delivered", "dead"].contains($0.state) }
                }
                let deliveries = try await daemon.deliveries()
                let requests = try receiver.requests()
                #expect(deliveries.count == owed && deliveries.allSatisfy { $0.state == "delivered" }, "seed \(seed)")
                #expect(Set(requests.map(\.id)) == Set(deliveries.map(\.message)), "seed \(seed)")
                let bodies = Dictionary(grouping: requests, by: \.id).mapValues { Set($0.map(\.body)).count }
                #expect(bodies.values.allSatisfy { $0 == 1 } && requests.allSatisfy(\.verified), "seed \(seed)")
                #expect(try await daemon.rebuild().differences == 0)
            }
        }
    }

    @Test("What is under way when the daemon is told to stop is not lost")
    func owedAcrossRestart() async throws {
        // One at a time, so that few are tried in vain even while the machine is busy.
        let configuration = ["delivery.timeout_seconds": "15", "delivery.per_endpoint": "1"]
        try await DaemonFixture.with(configuration: configuration) { daemon in
            try await daemon.add(try Demo.openBills())
            let trap = try WebhookTrap()
            let endpoint = try await daemon.desk.post(
                "/admin/v1/endpoints", EndpointRequest(url: trap.url), expecting: 201, as: EndpointResource.self)
            for number in 0..<6 { _ = try await daemon.submit(.sample("Commentaire \(number)", endpoint: endpoint.id)) }
            _ = try await waitFor("a message to be sent") { trap.message }
            try await daemon.stop()
            trap.close()

            try await WebhookReceiver.with(daemon.scratch, port: trap.port) { receiver in
                try receiver.trust(endpoint.secret ?? "")
                try await daemon.start()
                let states = try await daemon.deliveries().map(\.state)
                let requests = try await receiver.waitForRequests(3)

                // Those that were tried in vain wait for their time; none is stuck, none is dead.
                #expect(states.allSatisfy { ["ready", "sending", "delivered"].contains($0) })
                #expect(requests.allSatisfy { $0.verified })
                try await waitUntil("nothing is under way") {
                    try await daemon.deliveries().allSatisfy { $0.state != "sending" }
                }
            }
        }
    }

    @Test("410 ends the endpoint: what waits for it is dead, and no new comment may name it")
    func gone() async throws {
        try await DaemonFixture.with { daemon in
            try await WebhookReceiver.with(daemon.scratch, failures: 1, status: 410) { receiver in
                try await daemon.add(try Demo.openBills())
                let endpoint = try await daemon.register(receiver)
                let receipt = try await daemon.submit(.sample(endpoint: endpoint.id))
                let dead = try await daemon.delivery(0, in: "dead")
                let endpoints = try await daemon.desk.get("/admin/v1/endpoints", as: EndpointList.self).endpoints
                let another = SubmissionRequest.sample(endpoint: endpoint.id)
                let refused = try await daemon.site.post("/v1/comments", another)
                _ = try await daemon.act("publish", on: receipt.id)

                #expect(dead.lastStatus == 410)
                #expect(endpoints.map(\.state) == ["disabled"])
                #expect(endpoints.first?.disabledReason == "gone")
                #expect(endpoints.first?.secret == nil)
                expect(refused, .unknownEndpoint, 422, .english)
                #expect(try await daemon.deliveries().count == 1)
                #expect(try await daemon.comment(receipt.id).timeline.contains { $0.event == .notified } == false)
            }
        }
    }

    @Test("A disabled endpoint gets nothing more; an unknown one can't be disabled")
    func disabled() async throws {
        try await DaemonFixture.with(configuration: ["delivery.enabled": "false"]) { daemon in
            try await daemon.add(try Demo.openBills())
            let endpoint = try await daemon.desk.post(
                "/admin/v1/endpoints", EndpointRequest(url: "http://127.0.0.1:9/"), expecting: 201,
                as: EndpointResource.self)
            _ = try await daemon.submit(.sample(endpoint: endpoint.id))
            let disabled = try await daemon.desk.post(
                "/admin/v1/endpoints/\(endpoint.id)/disable", as: EndpointResource.self)
            let unknown = try await daemon.desk.send(
                HTTPRequest("POST", "/admin/v1/endpoints/ep_none/disable", body: Data()))

            #expect(endpoint.secret?.hasPrefix("whsec_") == true)
            #expect(disabled.state == "disabled")
            #expect(try await daemon.deliveries().map(\.state) == ["dead"])
            #expect((400..<500).contains(unknown.status))
        }
    }
}

@Suite("Endpoints that end while a message is under way", .keepingFailures)
struct EndpointEndTests {
    @Test("A message under way to an endpoint that is disabled does not wait for ever")
    func disabledInFlight() async throws {
        try await DaemonFixture.with(configuration: ["delivery.timeout_seconds": "1"]) { daemon in
            try await daemon.add(try Demo.openBills())
            let trap = try WebhookTrap()
            let endpoint = try await daemon.desk.post(
                "/admin/v1/endpoints", EndpointRequest(url: trap.url), expecting: 201, as: EndpointResource.self)
            _ = try await daemon.submit(.sample(endpoint: endpoint.id))
            _ = try await waitFor("the message to be sent") { trap.message }
            _ = try await daemon.desk.post("/admin/v1/endpoints/\(endpoint.id)/disable", as: EndpointResource.self)
            try await waitUntil("the attempt has failed") {
                try await daemon.deliveries().allSatisfy { $0.state != "sending" }
            }
            trap.close()

            #expect(try await daemon.deliveries().map(\.state) == ["dead"])
        }
    }
}

@Suite("Addresses of endpoints", .keepingFailures)
struct EndpointAddressTests {
    @Test("Addresses inside the network, other schemes and odd URLs are refused, each with its rule")
    func refused() async throws {
        let urls = [
            "http://10.0.0.1/", "http://192.168.1.1/hook", "http://169.254.169.254/latest/meta-data/", "http://[::1]/",
            "http://[fd00::1]/", "http://0.0.0.0/", "http://[::ffff:10.0.0.1]/", "http://0x0a000001/",
            "http://167772161/",
            "http://user:pass@127.0.0.1/", "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "", "x",
            "http://", "http://127.0.0.1/\r\nX: y", "javascript:alert(1)",
        ]
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            for url in urls {
                let answer = try await daemon.desk.post("/admin/v1/endpoints", EndpointRequest(url: url))
                expect(answer, .endpointRefused, 422, .english)
                #expect(try answer.json(Problem.self).detail?.contains(": ") == true)
            }
            #expect(try await daemon.desk.get("/admin/v1/endpoints", as: EndpointList.self).endpoints.isEmpty)
        }
    }

    @Test("Without allow_http an endpoint needs https, and without allowed networks a name")
    func standardPolicy() async throws {
        let configuration = [
            "delivery.allow_http": "false", "delivery.allowed_networks": "[]", "delivery.allowed_ports": "[443, 8443]",
        ]
        try await DaemonFixture.with(configuration: configuration, simulatedClock: Demo.start) { daemon in
            for url in ["http://example.org/", "https://127.0.0.1/", "https://example.org:22/", "https://8.8.8.8/"] {
                let answer = try await daemon.desk.post("/admin/v1/endpoints", EndpointRequest(url: url))
                expect(answer, .endpointRefused, 422, .english)
            }
            let taken = try await daemon.desk.post(
                "/admin/v1/endpoints", EndpointRequest(url: "https://Example.org"), expecting: 201,
                as: EndpointResource.self)
            #expect(taken.url == "https://example.org/")
        }
    }
}
