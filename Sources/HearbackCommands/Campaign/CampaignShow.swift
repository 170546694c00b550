import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct CampaignShow: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "A campaign and its comments.",
        discussion: """
            Examples:
              hearback campaign show cpg_42
              hearback campaign show cpg_42 --json | jq -r '.comments[].reference'
            """)

    @OptionGroup var name: CampaignName

    @Option(help: ArgumentHelp("Go on behind this comment.", valueName: "id"))
    var after: String?

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let campaign = try await desk.client.campaign(name.id, after: after)
        try desk.show(campaign) { CampaignView.show(campaign, $0) }
        if let next = campaign.next { desk.remark("there are more: --after \(VisibleText.inline(next)) goes on") }
    }
}
