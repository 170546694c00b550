import HearbackReports
import Testing

@Suite("Report formats")
struct ReportFormatTests {
    @Test("are those that the command line names")
    func names() { #expect(ReportFormat.allCases.map(\.rawValue) == ["text", "json", "csv", "html", "md"]) }
}
