import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct BillPolicy: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Change what is promised for comments that come from now on.",
        discussion: """
            Terms are in working days, that of a clarification in calendar days. Comments that are here keep the policy of \
            their receipt. What is left out stays as it is; each change is a new version.

            Examples:
              hearback bill policy pl-03-25 --decision 15 --answer 40
              hearback bill policy pl-03-25 --decision 20 --basis law --citation "law 31.13, art. 16"
            """)

    @Argument(help: "The bill's identifier.")
    var id: Name

    @Option(help: ArgumentHelp("To a moderator's first action.", valueName: "days"))
    var firstAction: Int?

    @Option(help: ArgumentHelp("To publication or rejection.", valueName: "days"))
    var decision: Int?

    @Option(help: ArgumentHelp("To an answer.", valueName: "days"))
    var answer: Int?

    @Option(help: ArgumentHelp("For a submitter's clarification.", valueName: "days"))
    var clarification: Int?

    @Option(help: "Whether the institution set the terms itself, or a law.")
    var basis: TargetBasis?

    @Option(help: ArgumentHelp("The law and its article.", valueName: "text"))
    var citation: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard change != PolicyChange() else { throw ValidationError("give at least one term, --basis or --citation") }
    }

    private var change: PolicyChange {
        var change = PolicyChange()
        (change.firstActionDays, change.decisionDays) = (firstAction, decision)
        (change.answerDays, change.clarificationDays) = (answer, clarification)
        (change.basis, change.citation) = (basis, citation)
        return change
    }

    func run(_ desk: Desk) async throws {
        let bill = try await desk.client.changePolicy(of: id.text, change)
        try desk.show(bill) { _ in ["\(VisibleText.inline(bill.bill.id)): \(VisibleText.inline(BillView.targets(bill.bill.policy)))"] }
    }
}
