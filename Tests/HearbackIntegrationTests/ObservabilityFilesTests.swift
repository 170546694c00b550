import Foundation
import HearbackAPI
import HearbackTestSupport
import Testing

@Suite("The dashboard and the alerts", .keepingFailures)
struct ObservabilityFilesTests {
    private static let files = ["alerts.yml", "grafana-dashboard.json"].map { Project.file("config/observability/" + $0) }

    @Test("Every metric and label that they ask for is exposed")
    func names() async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.add(try Demo.openBills())
            _ = try await daemon.submit(.sample())
            // So that every class of status that is asked for has been seen.
            _ = try await daemon.site.get("/nothing")
            let metrics = try await daemon.metrics()
            let tool = CommandLineTool(program: Project.python, scratch: daemon.scratch)
            let run = try await tool.run([Project.file("Tests/Fixtures/observability/names.py")] + Self.files, input: metrics.json)
            #expect(run.exit == .code(0), "\(run)")
        }
    }

    @Test("The check itself sees a name or a label that is not there")
    func strangers() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let exposed = try await ExposedMetrics("# TYPE hearback_x gauge\nhearback_x{state=\"a\"} 1\n# EOF\n", in: scratch)
            let tool = CommandLineTool(program: Project.python, scratch: scratch)
            for (expression, fault) in [
                ("hearback_x{state=\"a\"}", nil), ("hearback_y > 0", "hearback_y is not exposed"),
                ("sum(hearback_x{mood=\"a\"})", "hearback_x has no label mood"), ("up", "nothing is asked for at all"),
            ] {
                let file = try scratch.write(
                    String(decoding: try JSONEncoder().encode(["expr": expression]), as: UTF8.self), to: "dashboard.json")
                let run = try await tool.run(Project.file("Tests/Fixtures/observability/names.py"), file, input: exposed.json)
                #expect(run.exit == .code(fault == nil ? 0 : 1) && fault.map(run.output.contains) ?? true, "\(expression): \(run)")
            }
        }
    }

    @Test("Every alert has a section that says what to do")
    func runbooks() throws {
        let rules = String(decoding: try Project.contents("config/observability/alerts.yml"), as: UTF8.self)
        let page = String(decoding: try Project.contents("docs/observability.md"), as: UTF8.self)
        let sections = Set(page.matches(of: #/(?m)^### (Hearback\w+)$/#).map { String($0.1) })
        let alerts = rules.matches(of: #/- alert: (Hearback\w+)/#).map { String($0.1) }
        #expect(Set(alerts) == sections && alerts.count == sections.count && alerts.count > 10)
        for alert in alerts { #expect(rules.contains("runbook: \"docs/observability.md#\(alert.lowercased())\""), "\(alert)") }
    }

    @Test("Every metric that is exposed stands on the page, and no other")
    func page() async throws {
        try await DaemonFixture.with { daemon in
            _ = try await daemon.site.get("/nothing")
            let exposed = try await daemon.metrics().families.flatMap { name, family in
                family.type == "histogram" ? [name] : family.samples.map(\.name)
            }
            let page = String(decoding: try Project.contents("docs/observability.md"), as: UTF8.self)
            let table = page.split(separator: "\n").filter { $0.hasPrefix("| `hearback_") }.joined(separator: "\n")
            let described = table.matches(of: #/`(hearback_[a-z_]+)/#).map { String($0.1) }
            #expect(Set(exposed.filter { $0.hasPrefix("hearback_") }).symmetricDifference(described) == [])
        }
    }

    @Test(
        "Prometheus' own tool takes the rules, their tests and the metrics",
        .enabled(if: promtool != nil, "promtool is not installed (Debian's package prometheus)"))
    func prometheus() async throws {
        try await DaemonFixture.with { daemon in
            let tool = CommandLineTool(program: try #require(promtool), scratch: daemon.scratch)
            for arguments in [["check", "rules", "alerts.yml"], ["test", "rules", "alerts-test.yml"]] {
                let run = try await tool.run(arguments.dropLast() + [Project.file("config/observability/" + (arguments.last ?? ""))])
                #expect(run.exit == .code(0), "\(run)")
            }
            let text = try await daemon.desk.get("/admin/v1/metrics", headers: [("Accept", "text/plain")]).text
            let run = try await tool.run("check", "metrics", input: text)
            #expect(run.exit == .code(0) && run.output.isEmpty && run.errors.isEmpty, "\(run)")
        }
    }
}

/// Nil where it is not installed.
private let promtool: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { $0 + "/promtool" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
