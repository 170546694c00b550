import ArgumentParser
import HearbackAPI
import HearbackClient

struct CampaignReject: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Reject the confirmed comments of a campaign, with one reason and explanation.",
        discussion: """
            Each submitter is told on their own, and may appeal. That others wrote the same is no reason: 'duplicate' is for \
            the same person's second comment. Those that can't be rejected are named; exit code 1 then.

            Examples:
              hearback campaign reject cpg_42 --reason off_topic --explanation "Le texte ne traite pas de …"
            """)

    @OptionGroup var name: CampaignName
    @OptionGroup var rejection: RejectionInput
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let report = try await desk.client.rejectCampaign(name.id, try rejection.read(desk.console))
        try desk.show(report) { _ in CampaignView.report("rejected", report) }
        if !report.refused.isEmpty { throw SilentFailure() }
    }
}
