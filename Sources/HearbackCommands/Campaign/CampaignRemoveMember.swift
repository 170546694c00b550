import ArgumentParser
import HearbackAPI
import HearbackClient

struct CampaignRemoveMember: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-member",
        abstract: "Take a comment out of a campaign.",
        discussion: """
            It is decided on its own, and not proposed for the campaign again.

            Examples:
              hearback campaign remove-member cpg_42 HB-X3TM-0PQK
            """)

    @OptionGroup var name: CampaignName
    @OptionGroup var comment: CommentName
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let campaign = try await desk.client.removeMember(name.id, CampaignMemberRequest(comment: comment.id))
        try desk.show(campaign) { CampaignView.show(campaign, $0) }
    }
}
