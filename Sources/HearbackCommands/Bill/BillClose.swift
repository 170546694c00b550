import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct BillClose: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Stop taking comments on a bill.",
        discussion: """
            With window_closed, what waits is still owed a decision. With voted or withdrawn, it lapses.

            Examples:
              hearback bill close pl-03-25 --reason window_closed
              hearback bill close pl-03-25 --reason voted
            """)

    @Argument(help: "The bill's identifier.")
    var id: Name

    @Option(help: "Why.")
    var reason: BillClosure

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let bill = try await desk.client.closeBill(id.text, BillClosureRequest(reason: reason))
        try desk.show(bill) { _ in
            let name = VisibleText.inline(bill.bill.id)
            let rest = reason.lapsesComments
                ? "\(Figures.grouped(bill.counts.lapsed)) lapsed" : "\(Figures.grouped(bill.counts.waiting)) still waiting"
            return ["closed \(name): \(reason.words), \(rest)"]
        }
    }
}
