import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Latency reports on a schedule", .keepingFailures)
struct PeriodicReportTests {
    private struct Announced: Decodable {
        struct Details: Decodable {
            let report: String, from: String, to: String
            let files: [String]
            let url: String?
            let received: Int, decided: Int, undecided: Int
        }
        let type: String
        let data: Details
    }

    private func files(_ folder: String) throws -> [String] {
        // A file that is being written has another name until it is whole.
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
    }

    @Test("are written once the month is over, the same as the desk's, and announced once, also across a restart")
    func monthly() async throws {
        let start = "2023-01-06T12:00:00.000Z"
        try await DaemonFixture.with(simulatedClock: start) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                let folder = daemon.scratch.file("reports")
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
                try await daemon.add(try Demo.bills())
                _ = try await daemon.desk.post(
                    "/admin/v1/import", ImportRequest(rows: try Demo.history()), as: ImportResponse.self)
                let endpoint = try await daemon.register(receiver)
                let environment = [
                    "HEARBACK_REPORTS_FOLDER": folder, "HEARBACK_REPORTS_ANNOUNCE_TO": endpoint.id,
                    "HEARBACK_REPORTS_LANGUAGES": "en,ar", "HEARBACK_REPORTS_URL": "https://reports.example/",
                ]
                try await daemon.stop()
                try await daemon.start(environment: environment)
                // 2023-02-01 at six in Casablanca, an hour ahead of UTC: one millisecond before, it is not yet due.
                try await daemon.moveClock(to: "2023-02-01T04:59:59.999Z")
                let early = try await waitFor("the report of December") {
                    let found = try files(folder)
                    return found.count == 4 ? found : nil
                }
                #expect(early == [
                    "latency-2022-12.ar.html", "latency-2022-12.csv", "latency-2022-12.en.html", "latency-2022-12.json",
                ])
                try await daemon.moveClock(to: "2023-02-01T05:00:00.000Z")
                let json = folder + "/latency-2023-01.json"
                let written = try await waitFor("the report of January") { FileManager.default.contents(atPath: json) }
                let asked = try await daemon.desk.get(
                    "/admin/v1/latency/report?from=2023-01-01&to=2023-01-31&as_of=2023-01-31&by=bill"
                        + "&corrections_from=2022-12-01&corrections_since=2022-12-31")
                #expect(asked.body == written)
                let messages = try await receiver.waitForRequests(2).map {
                    try JSONDecoder().decode(Announced.self, from: Data($0.body.utf8))
                }
                #expect(messages.map(\.type) == ["report.published", "report.published"])
                let january = try #require(messages.first { $0.data.report == "2023-01" }?.data)
                #expect(january.from == "2023-01-01" && january.to == "2023-01-31")
                #expect(january.received == 1 && january.undecided == 1 && january.decided == 0)
                #expect(january.url == "https://reports.example" && january.files.contains("latency-2023-01.json"))

                try await daemon.stop()
                try FileManager.default.removeItem(atPath: json)
                try await daemon.start(environment: environment)
                try await daemon.moveClock(to: "2023-02-01T05:00:00.000Z")
                let again = try await waitFor("the lost file") { FileManager.default.contents(atPath: json) }
                #expect(again == written)
                #expect(try receiver.requests().count == 2)
                #expect(try await daemon.deliveries().filter { $0.type == "report.published" }.count == 2)
            }
        }
    }

    @Test("are refused at the start when their folder or a format is not there")
    func refused() async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.stop()
            let folder = daemon.scratch.file("none")
            #expect(try await daemon.startToDie([], environment: ["HEARBACK_REPORTS_FOLDER": folder]) == .code(78))
            #expect(daemon.errors.contains("is not a folder"))
            let wrong = ["HEARBACK_REPORTS_FOLDER": daemon.scratch.file(""), "HEARBACK_REPORTS_FORMATS": "pdf"]
            #expect(try await daemon.startToDie([], environment: wrong) == .code(78))
            #expect(daemon.errors.contains("reports.formats: 'pdf' is unknown"))
            try await daemon.start()
        }
    }
}
