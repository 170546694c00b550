import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("A citizen's way through the pages in a browser", .keepingFailures, .serialized)
struct PageJourneyTests {
    private struct Report: Decodable {
        let faults: [String]
        let looked: [String]
    }

    /// Where pictures of every page are left to be looked at: in both widths, light and dark.
    private static func pictures() throws -> String {
        let folder = Project.file(".build/pictures")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test(
        "From the bill to the withdrawal, judged by axe-core, at 320 pixels, in the dark, by keyboard, and without scripts",
        arguments: [("ar", "on"), ("fr", "on"), ("ar", "off")])
    func journey(_ language: String, _ scripts: String) async throws {
        try await DaemonFixture.with(configuration: ["intake.per_address_per_minute": "1", "intake.work_bits": "12"], simulatedClock: Demo.start) { daemon in
            var bill = try Demo.bills()[0]
            bill.titles.texts[.arabic] = "مشروع قانون يتعلق بالتعليم المدرسي"
            try await daemon.add([bill])
            let url = try daemon.announcement.url.replacing("hearback.test", with: "127.0.0.1:\(try daemon.announcement.port)")
            let folder = scripts == "on" ? try Self.pictures() : daemon.scratch.path
            let tool = CommandLineTool(program: Project.python, scratch: daemon.scratch)
            let result = try await tool.run(
                Project.file("Tests/Fixtures/pages/journey.py"), url, try Project.program("hearback"), daemon.socket, language, scripts,
                folder, timeout: .seconds(240)
            ).check()
            let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
            #expect(report.faults.isEmpty, "\(report.faults.prefix(12).joined(separator: "\n"))")
            #expect(report.looked.count == (scripts == "on" ? 13 : 12))
        }
    }
}
