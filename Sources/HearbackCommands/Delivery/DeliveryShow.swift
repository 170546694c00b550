import ArgumentParser
import HearbackClient

struct DeliveryShow: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One message with every attempt.",
        discussion: """
            Examples:
              hearback delivery show msg_2f6a
            """)

    @Argument(help: "The message's identifier, its webhook-id.")
    var message: Name

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let detail = try await desk.client.delivery(message.text)
        try desk.show(detail) { DeliveryView.show(detail, $0) }
    }
}
