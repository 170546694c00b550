import ArgumentParser
import HearbackAPI
import HearbackClient

struct CampaignPublish: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish the confirmed comments of a campaign.",
        discussion: """
            Each is decided on its own: its event, its notice, its clock. Those that can't be published are named; exit \
            code 1 then.

            Examples:
              hearback campaign publish cpg_42
            """)

    @OptionGroup var name: CampaignName
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let report = try await desk.client.publishCampaign(name.id)
        try desk.show(report) { _ in CampaignView.report("published", report) }
        if !report.refused.isEmpty { throw SilentFailure() }
    }
}
