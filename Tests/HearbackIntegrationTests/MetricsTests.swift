import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Metrics", .keepingFailures)
struct MetricsTests {
    private static let openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8"

    @Test("Prometheus' own library reads both formats, and they say the same")
    func formats() async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.add(try Demo.openBills())
            _ = try await daemon.submit(.sample())
            let first = try await daemon.desk.get("/admin/v1/metrics")
            #expect(first.status == 200 && first.headers["content-type"] == Self.openMetrics && first.text.hasSuffix("\n# EOF\n"))
            let plain = try await daemon.desk.get("/admin/v1/metrics", headers: [("Accept", "text/plain;version=0.0.4;q=0.5,*/*;q=0.1")])
            #expect(plain.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8" && !plain.text.contains("# EOF"))
            // What Prometheus 2.49 sends.
            let accept = "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
            #expect(try await daemon.desk.get("/admin/v1/metrics", headers: [("Accept", accept)]).headers["content-type"] == Self.openMetrics)
            let (new, old) = (
                try await ExposedMetrics(first.text, in: daemon.scratch), try await ExposedMetrics(plain.text, as: "prometheus", in: daemon.scratch)
            )
            #expect(new.families["hearback_build"]?.type == "info" && new.families["hearback_submissions_accepted"]?.type == "counter")
            #expect(new.families["hearback_ledger_commit_duration_seconds"]?.unit == "seconds")
            for name in ["hearback_build_info", "hearback_submissions_accepted_total", "hearback_ledger_group_writes_sum"] {
                #expect(new.value(name) == old.value(name) && new.value(name) != nil, "\(name)")
            }
            for family in new.families where family.key.hasPrefix("hearback_") {
                #expect(family.value.type != "unknown" && !family.value.samples.isEmpty, "\(family.key)")
            }
        }
    }

    @Test("Figures follow what happens to comments and their messages")
    func figures() async throws {
        try await DaemonFixture.with { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.openBills())
                let endpoint = try await daemon.register(receiver)
                let receipts = try await (0..<3).asyncMap { try await daemon.submit(.sample("Avis \($0)", endpoint: endpoint.id)) }
                _ = try await daemon.act("publish", on: receipts[0].id)
                _ = try await daemon.act("reject", on: receipts[1].id, RejectionRequest(reason: "spam", explanation: "publicité"))
                _ = try await receiver.waitForRequests(5)
                let metrics = try await waitFor("all to be delivered") { () -> ExposedMetrics? in
                    let metrics = try await daemon.metrics()
                    return metrics.value("hearback_deliveries", ["state": "delivered"]) == 5 ? metrics : nil
                }
                #expect(metrics.value("hearback_comments", ["state": "awaiting_approval"]) == 1)
                #expect(metrics.value("hearback_comments", ["state": "published"]) == 1)
                #expect(metrics.value("hearback_comments", ["state": "rejected"]) == 1)
                #expect(metrics.value("hearback_comments", ["state": "lapsed"]) == 0)
                #expect(metrics.value("hearback_owed_answers") == 1 && metrics.value("hearback_overdue_comments") == 0)
                #expect(try #require(metrics.value("hearback_oldest_waiting_age_seconds")) > 0)
                #expect(metrics.value("hearback_submissions_accepted_total") == 3)
                #expect(metrics.value("hearback_delivery_attempts_total", ["result": "delivered"]) == 5)
                #expect(metrics.value("hearback_delivery_attempts_total", ["result": "failed"]) == 0)
                #expect(metrics.value("hearback_delivery_attempt_duration_seconds_count") == 5)
                #expect(metrics.value("hearback_deliveries", ["state": "ready"]) == 0)
                let events = try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).events
                #expect(try #require(metrics.value("hearback_log_leaves")) > 0 && events > 0)
                #expect(try #require(metrics.value("hearback_ledger_group_writes_count")) > 0)
                #expect(metrics.value("hearback_ledger_readable") == 1)
                for check in ["writer", "disk", "log_key", "shutdown"] { #expect(metrics.value("hearback_ready", ["check": check]) == 1) }
                try processes(metrics)
            }
        }
    }

    private func processes(_ metrics: ExposedMetrics) throws {
        let now = Date().timeIntervalSince1970
        #expect(abs(try #require(metrics.value("process_start_time_seconds")) - now) < 600)
        #expect((10_000_000...4_000_000_000).contains(try #require(metrics.value("process_resident_memory_bytes"))))
        #expect(try #require(metrics.value("process_cpu_seconds_total")) > 0)
        #expect((5...10_000).contains(try #require(metrics.value("process_open_fds"))))
    }

    @Test("Refusals count by reason, requests by route: nobody can make series up")
    func cardinality() async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.add(try Demo.openBills())
            let receipt = try await daemon.submit(.sample())
            for number in 0..<40 {
                #expect(try await daemon.site.get("/invented/\(number)").status == 404)
                #expect(try await daemon.site.get("/v1/bills/none-\(number)").status == 404)
                _ = try await daemon.site.send(HTTPRequest("INVENTED\(number)", "/v1/bills"))
            }
            #expect(try await daemon.site.get("/v1/receipts/\(receipt.receiptToken)").status == 200)
            expect(try await daemon.site.post("/v1/comments", SubmissionRequest.sample(bill: "none")), .unknownBill, 422, .english)
            expect(try await daemon.site.post("/v1/comments", SubmissionRequest.sample(" ")), .textEmpty, 422, .english)
            expect(try await daemon.site.post("/v1/comments", Data("{".utf8)), .malformedJSON, 400, .english)
            let metrics = try await daemon.metrics()
            for reason in ["unknown_bill", "text_empty", "malformed_json"] {
                #expect(metrics.value("hearback_submissions_refused_total", ["reason": reason]) == 1, "\(reason)")
            }
            #expect(metrics.value("hearback_submissions_refused_total", ["reason": "window_closed"]) == 0)
            let routes = metrics.values("hearback_http_requests_total", of: "route")
            #expect(routes.contains("/v1/receipts/{token}") && routes.contains("none") && routes.count < 12, "\(routes)")
            #expect(metrics.values("hearback_http_requests_total", of: "method").isSubset(of: ["GET", "POST", "HEAD", "OPTIONS", "other"]))
            #expect(metrics.values("hearback_http_requests_total", of: "status").isSubset(of: ["2xx", "3xx", "4xx", "5xx"]))
            #expect(metrics.value("hearback_http_requests_total", ["route": "/v1/bills/{bill}", "status": "4xx"]) == 40)
            #expect(metrics.value("hearback_http_request_duration_seconds_count", ["route": "/v1/bills/{bill}"]) == 40)
            let text = try await daemon.desk.get("/admin/v1/metrics").text
            for secret in [receipt.receiptToken, "INVENTED", "invented", "none-"] { #expect(!text.contains(secret), "\(secret)") }
        }
    }

    @Test("A page that is ready at once counts under its own route")
    func readyPages() async throws {
        try await DaemonFixture.with(configuration: ["pages.fresh_milliseconds": "60000"]) { daemon in
            try await daemon.add(try Demo.openBills())
            let address = try daemon.address
            let names = try await onThread {
                let connection = try HTTPConnection(address)
                return try (0..<5).map { _ in try connection.request(HTTPRequest("GET", "/fr/policy")).headers["x-request-id"] ?? "" }
            }
            #expect(Set(names).count == 5 && !names.contains(""))
            let metrics = try await daemon.metrics()
            #expect(metrics.value("hearback_http_requests_total", ["route": "/fr/policy", "method": "GET", "status": "2xx"]) == 5)
        }
    }

    @Test("A listener of its own shows them without a token, on loopback; the public port never does")
    func listener() async throws {
        try await DaemonFixture.with(configuration: ["observability.metrics_listen": "\"127.0.0.1:0\""]) { daemon in
            let url = try #require(try daemon.announcement.metrics_url)
            let port = try #require(url.split(separator: ":").last?.split(separator: "/").first.flatMap { Int($0) })
            let watcher = HTTPClient(.tcp(port: port))
            let answer = try await watcher.get("/metrics")
            #expect(url == "http://127.0.0.1:\(port)/metrics" && answer.status == 200 && answer.headers["content-type"] == Self.openMetrics)
            #expect(try await ExposedMetrics(answer.text, in: daemon.scratch).value("hearback_build_info") == 1)
            for path in ["/", "/admin/v1/status", "/v1/bills"] { #expect(try await watcher.get(path).status == 404, "\(path)") }
            #expect(try await watcher.send(HTTPRequest("POST", "/metrics", body: Data())).status == 405)
            for path in ["/metrics", "/admin/v1/metrics"] { #expect(try await daemon.site.get(path).status == 404, "\(path)") }
        }
    }

    @Test("The whole network, and nonsense, are refused as places for it", arguments: ["0.0.0.0:9464", "192.0.2.1:9464", "9464", "[::]:1"])
    func notLoopback(place: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let file = try scratch.write(
                DaemonSettings.toml(in: scratch, ["observability.metrics_listen": DaemonSettings.quoted(place)]), to: "hearback.toml")
            let tool = CommandLineTool(program: try Project.program("hearbackd"), scratch: scratch)
            let run = try await tool.run("--config", file, "--check-config")
            #expect(run.exit == .code(78) && run.errors.contains("observability.metrics_listen") && run.errors.contains("hint: "), "\(run)")
        }
    }
}
