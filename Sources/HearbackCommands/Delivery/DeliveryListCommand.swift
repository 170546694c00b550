import ArgumentParser
import HearbackAPI
import HearbackClient

struct DeliveryListCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Messages, newest first as the daemon sends them, with their counts by state.",
        discussion: """
            States: ready, sending, delivered, dead, superseded, cancelled.

            Examples:
              hearback delivery list --state dead
              hearback delivery list --comment HB-X3TM-0PQK
            """)

    @Option(help: ArgumentHelp("Only about this comment.", valueName: "id"))
    var comment: String?

    @Option(help: ArgumentHelp("Only to this endpoint.", valueName: "id"))
    var endpoint: String?

    @Option(help: "Only in this state.")
    var state: String?

    @Option(help: ArgumentHelp("How many.", valueName: "count"))
    var limit = 50

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run(_ desk: Desk) async throws {
        let list = try await desk.client.deliveries(comment: comment, endpoint: endpoint, state: state, limit: limit)
        try desk.show(each: list.deliveries) { DeliveryView.list(list, $0) }
    }
}
