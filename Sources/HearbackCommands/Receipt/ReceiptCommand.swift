import ArgumentParser

struct ReceiptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "For who submitted: check the file that proves it, without asking anybody.",
        subcommands: [ReceiptVerify.self, ReceiptRedact.self])
}
