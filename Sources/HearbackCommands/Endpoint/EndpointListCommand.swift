import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct EndpointListCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "All webhook addresses.",
        discussion: """
            Examples:
              hearback endpoint list
            """)

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let endpoints = try await desk.client.endpoints().endpoints
        try desk.show(each: endpoints) { rendering in
            guard !endpoints.isEmpty else { return ["no endpoints"] }
            let table = Table(
                columns: [
                    .init("ENDPOINT"), .init("STATE"), .init("SINCE", leavesAt: 1), .init("WHY", least: 8, leavesAt: 2),
                    .init("FAILURES", .right, leavesAt: 3), .init("ADDRESS", least: 20),
                ],
                rows: endpoints.map {
                    [
                        .init($0.id), .init(EndpointView.state(of: $0), EndpointView.style($0)),
                        .init($0.createdAt.minuteText), .init($0.disabledReason ?? $0.pausedReason ?? "-"),
                        .init($0.failures.map(Figures.grouped) ?? "-", $0.failures == nil ? .plain : .yellow),
                        .init($0.url ?? "-"),
                    ]
                })
            return table.lines(width: rendering.width, palette: rendering.palette)
        }
    }
}
