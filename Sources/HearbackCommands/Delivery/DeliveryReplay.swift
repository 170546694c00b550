import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct DeliveryReplay: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Send messages again that could not be delivered: one, an endpoint's, those of a span of time.",
        discussion: """
            The identifier and the bytes stay the same, so a receiver that had the message knows it; all ten attempts \
            begin anew. At most 10,000 at once, the oldest first.

            Examples:
              hearback delivery replay msg_2f6a
              hearback delivery replay --endpoint ep_7 --dry-run
              hearback delivery replay --since 2026-11-20T00:00:00Z --until 2026-11-21T00:00:00Z
            """)

    @Argument(help: "One message's identifier, its webhook-id.")
    var message: Name?

    @Option(help: ArgumentHelp("Only to this endpoint.", valueName: "id"))
    var endpoint: String?

    @Option(help: ArgumentHelp("Messages made at this time or later, RFC 3339.", valueName: "time"))
    var since: Instant?

    @Option(help: ArgumentHelp("Messages made before this time, RFC 3339.", valueName: "time"))
    var until: Instant?

    @Flag(help: "Also those that were delivered or superseded.")
    var includeDelivered = false

    @Flag(help: "Only say how many it would be.")
    var dryRun = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard message != nil || endpoint != nil || since != nil else {
            throw ValidationError("name a message, or --endpoint, or --since")
        }
    }

    func run(_ desk: Desk) async throws {
        let report = try await desk.client.replay(
            ReplayRequest(
                message: message?.text, endpoint: endpoint, since: since, until: until,
                includeDelivered: includeDelivered, dryRun: dryRun))
        try desk.show(report) { _ in
            let verb = report.dryRun ? "would be sent again" : "queued to be sent again"
            var lines = ["\(Figures.count(report.queued, "message")) \(verb)"]
            if report.inactive > 0 { lines.append("\(Figures.grouped(report.inactive)) left: their endpoint is not active") }
            if report.pruned > 0 { lines.append("\(Figures.grouped(report.pruned)) left: too old, their bytes are gone") }
            return lines
        }
    }
}
