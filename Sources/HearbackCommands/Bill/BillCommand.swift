import ArgumentParser

struct BillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bill",
        abstract: "What can be commented on.",
        subcommands: [BillAdd.self, BillList.self, BillShow.self, BillPolicy.self, BillClose.self])
}
