import ArgumentParser
import HearbackAPI
import HearbackClient

struct EndpointShow: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One address: its state, when it proved itself, how it fails.",
        discussion: """
            Examples:
              hearback endpoint show ep_7
            """)

    @Argument(help: "The endpoint's identifier.")
    var id: Name

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let endpoint = try await desk.client.endpoint(id.text)
        try desk.show(endpoint) { EndpointView.facts(endpoint, $0) }
    }
}
