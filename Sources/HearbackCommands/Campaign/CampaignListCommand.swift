import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct CampaignListCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Campaigns, the largest first, one line each.",
        discussion: """
            The daemon puts comments on one bill together when their texts are near copies. Nothing follows from that until \
            somebody confirms it. Dismissed ones are shown only with --state dismissed.

            Examples:
              hearback campaign list
              hearback campaign list --bill pl-03-25 --state proposed --json
            """)

    @Option(help: ArgumentHelp("Only on this bill.", valueName: "id"))
    var bill: String?

    @Option(help: "Only in this state.")
    var state: CampaignState?

    @Option(help: ArgumentHelp("How many.", valueName: "count"))
    var limit = 50

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let list = try await desk.client.campaigns(bill: bill, state: state, limit: limit)
        try desk.show(each: list.campaigns) { CampaignView.list(list.campaigns, $0) }
    }
}
