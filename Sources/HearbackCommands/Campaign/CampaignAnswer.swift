import ArgumentParser
import HearbackAPI
import HearbackClient

struct CampaignAnswer: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answer the confirmed comments of a campaign with one text.",
        discussion: """
            Each submitter is told on their own. Those that can't be answered, because they are not published, are named; \
            exit code 1 then. Without a text your editor opens.

            Examples:
              hearback campaign answer cpg_42 "La commission a retenu …"
              hearback campaign answer cpg_42 --file ar.txt --translation fr=fr.txt
            """)

    @OptionGroup var name: CampaignName
    @OptionGroup var input: DraftInput
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let report = try await input.send(about: .campaign(name.id), purpose: "answer", desk) { written in
            try await desk.client.answerCampaign(name.id, AnswerRequest(written))
        }
        try desk.show(report) { _ in CampaignView.report("answered", report) }
        if !report.refused.isEmpty { throw SilentFailure() }
    }
}
