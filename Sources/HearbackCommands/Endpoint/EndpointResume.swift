import ArgumentParser
import HearbackAPI
import HearbackClient

struct EndpointResume: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "End a pause: what waited for an address is sent.",
        discussion: """
            Examples:
              hearback endpoint resume ep_7
            """)

    @Argument(help: "The endpoint's identifier.")
    var id: Name

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let endpoint = try await desk.client.resumeEndpoint(id.text)
        try desk.show(endpoint) { _ in EndpointView.line(endpoint) }
    }
}
