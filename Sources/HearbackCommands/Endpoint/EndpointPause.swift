import ArgumentParser
import HearbackAPI
import HearbackClient

struct EndpointPause: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Send nothing to an address for now; what is owed to it waits.",
        discussion: """
            Comments may go on naming it. An attempt that is under way still ends. The time of the pause counts neither \
            for the seven days that a message lives nor for the failures that disable an endpoint.

            Examples:
              hearback endpoint pause ep_7 --reason "their server moves until Friday"
            """)

    @Argument(help: "The endpoint's identifier.")
    var id: Name

    @Option(help: "Why, for colleagues; at most 200 characters.")
    var reason: String?

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let endpoint = try await desk.client.pauseEndpoint(id.text, PauseRequest(reason: reason))
        try desk.show(endpoint) { _ in EndpointView.line(endpoint) }
    }
}
