import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct RebuildCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make the derived tables again from the events.",
        discussion: """
            Exit code 1 when a comment's stored state was not that of its events; it is now.

            Examples:
              hearback rebuild
            """)

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let report = try await desk.client.rebuild()
        try desk.show(report) { _ in
            let what = "\(Figures.count(report.comments, "comment")) from \(Figures.count(report.events, "event"))"
            let found = report.differences == 0 ? "no differences" : Figures.count(report.differences, "difference")
            return ["rebuilt \(what): \(found)"]
        }
        if report.differences > 0 { throw SilentFailure() }
    }
}
