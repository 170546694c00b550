import ArgumentParser
import HearbackAPI
import HearbackClient

struct EndpointVerify: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Have an address prove again that it holds its secret; brings a disabled one back.",
        discussion: """
            A challenge is sent; until it is answered nothing else goes to an address that was disabled.

            Examples:
              hearback endpoint verify ep_7
            """)

    @Argument(help: "The endpoint's identifier.")
    var id: Name

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let endpoint = try await desk.client.verifyEndpoint(id.text)
        try desk.show(endpoint) { _ in EndpointView.line(endpoint) }
    }
}
