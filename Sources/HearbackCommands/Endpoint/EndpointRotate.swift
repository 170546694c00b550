import ArgumentParser
import HearbackAPI
import HearbackClient

struct EndpointRotate: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Give an address a new secret. For a day the earlier one signs too.",
        discussion: """
            Prints the new secret. It can't be shown again: hand it to the receiver now.

            Examples:
              hearback endpoint rotate ep_7
            """)

    @Argument(help: "The endpoint's identifier.")
    var id: Name

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let endpoint = try await desk.client.rotateEndpoint(id.text)
        try desk.show(endpoint) { EndpointView.facts(endpoint, $0) }
        desk.remark("the secret is shown this once")
    }
}
