import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct CampaignOutcome: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcome",
        abstract: "Record what became of a campaign's proposal, for each of its confirmed comments.",
        discussion: """
            Each submitter is told on their own. Those for which it can't be recorded are named; exit code 1 then. \
            Without a reason your editor opens.

            Examples:
              hearback campaign outcome cpg_42 partly_adopted --citation "article 3" --reason "…"
              hearback campaign outcome cpg_42 not_adopted --reason-file why.txt
            """)

    @OptionGroup var name: CampaignName
    @OptionGroup var input: OutcomeInput
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let report = try await input.send(about: .campaign(name.id), desk) { request in
            try await desk.client.recordOutcome(ofCampaign: name.id, request)
        }
        try desk.show(report) { _ in CampaignView.report("recorded the outcome of", report) }
        if !report.refused.isEmpty { throw SilentFailure() }
    }
}
