import Foundation

/// What a scrape exposes, as Prometheus' own client library reads it.
package struct ExposedMetrics: Sendable {
    package struct Family: Codable, Sendable {
        package let type: String
        package let unit: String
        package let samples: [Sample]
    }

    package struct Sample: Codable, Sendable {
        package let name: String
        package let labels: [String: String]
        package let value: Double
    }

    package let families: [String: Family]
    /// The same as JSON.
    package let json: String

    /// - Throws: `FixtureError` with the parser's complaint.
    package init(_ text: String, as format: String = "openmetrics", in scratch: Scratch) async throws {
        let tool = CommandLineTool(program: Project.python, scratch: scratch)
        json = try await tool.run(Project.file("Tests/Fixtures/observability/parse.py"), format, input: text).check().output
        families = try JSONDecoder().decode([String: Family].self, from: Data(json.utf8))
    }

    /// Of the sample with at least these labels; nil without one.
    package func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        families.values.lazy.flatMap(\.samples).first { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }?.value
    }

    package func values(_ name: String, of label: String) -> Set<String> {
        Set(families.values.flatMap(\.samples).filter { $0.name == name }.compactMap { $0.labels[label] })
    }
}

extension DaemonFixture {
    /// From the desk.
    package func metrics() async throws -> ExposedMetrics {
        let answer = try await desk.get("/admin/v1/metrics")
        guard answer.status == 200 else { throw FixtureError("no metrics: \(answer)") }
        return try await ExposedMetrics(answer.text, in: scratch)
    }
}
