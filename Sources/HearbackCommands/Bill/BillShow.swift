import ArgumentParser
import HearbackClient

struct BillShow: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One bill: titles, articles, window, targets, counts.",
        discussion: """
            Examples:
              hearback bill show pl-03-25
            """)

    @Argument(help: "The bill's identifier.")
    var id: Name

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let bill = try await desk.client.bill(id.text)
        try desk.show(bill) { BillView.show(bill, $0) }
    }
}
