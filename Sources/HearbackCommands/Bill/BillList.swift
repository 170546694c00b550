import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct BillList: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "All bills, with how many comments each has.",
        discussion: """
            Examples:
              hearback bill list
              hearback bill list --json | jq -r 'select(.counts.waiting > 0) | .bill.id'
            """)

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let bills = try await desk.client.bills().bills
        try desk.show(each: bills) { BillView.list(bills, $0) }
    }
}
