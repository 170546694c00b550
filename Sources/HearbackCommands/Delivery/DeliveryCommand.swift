import ArgumentParser

struct DeliveryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery",
        abstract: "Messages owed to endpoints, and the attempts to deliver them.",
        subcommands: [DeliveryListCommand.self, DeliveryShow.self, DeliveryReplay.self])
}
