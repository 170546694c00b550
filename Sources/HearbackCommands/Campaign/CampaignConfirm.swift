import ArgumentParser
import HearbackClient

struct CampaignConfirm: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Say that the comments of a campaign belong together.",
        discussion: """
            Look at them first: 'campaign show'. What joins later is a proposal again, until it is confirmed, too. \
            The act is in the ledger with your name.

            Examples:
              hearback campaign confirm cpg_42
            """)

    @OptionGroup var name: CampaignName
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let campaign = try await desk.client.confirmCampaign(name.id)
        try desk.show(campaign) { CampaignView.show(campaign, $0) }
    }
}
