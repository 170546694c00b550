import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct EndpointTest: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a test message (endpoint.test) to an address.",
        discussion: """
            Examples:
              hearback endpoint test ep_7
            """)

    @Argument(help: "The endpoint's identifier.")
    var id: Name

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let queued = try await desk.client.testEndpoint(id.text)
        try desk.show(queued) { _ in ["queued \(VisibleText.inline(queued.message))"] }
        desk.remark("'hearback delivery show \(VisibleText.inline(queued.message))' says what became of it")
    }
}
