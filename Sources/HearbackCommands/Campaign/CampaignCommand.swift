import ArgumentParser
import HearbackCore

struct CampaignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "Near copies of one text: read once, decided together.",
        subcommands: [
            CampaignListCommand.self, CampaignShow.self, CampaignConfirm.self, CampaignDismiss.self,
            CampaignRemoveMember.self, CampaignPublish.self, CampaignReject.self, CampaignAnswer.self,
            CampaignOutcome.self,
        ])
}

/// Which campaign.
struct CampaignName: ParsableArguments {
    @Argument(help: "The campaign's identifier (cpg_42).")
    var campaign: Name

    var id: String { campaign.text }
}
