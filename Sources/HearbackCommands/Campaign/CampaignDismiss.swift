import ArgumentParser
import HearbackClient

struct CampaignDismiss: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss",
        abstract: "Say that the comments of a campaign do not belong together.",
        discussion: """
            It is shown no longer, and decides nothing. 'campaign confirm' takes it back.

            Examples:
              hearback campaign dismiss cpg_42
            """)

    @OptionGroup var name: CampaignName
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let campaign = try await desk.client.dismissCampaign(name.id)
        try desk.show(campaign) { CampaignView.show(campaign, $0) }
    }
}
