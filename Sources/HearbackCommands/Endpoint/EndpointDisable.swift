import ArgumentParser
import HearbackAPI
import HearbackClient

struct EndpointDisable: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Send nothing more to a webhook address.",
        discussion: """
            Examples:
              hearback endpoint disable ep_7
            """)

    @Argument(help: "The endpoint's identifier.")
    var id: Name

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let endpoint = try await desk.client.disableEndpoint(id.text)
        try desk.show(endpoint) { _ in
            EndpointView.line(endpoint)
        }
    }
}
