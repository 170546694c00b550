import ArgumentParser

struct EndpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "endpoint",
        abstract: "Webhook addresses that submitters are told at.",
        subcommands: [EndpointAdd.self, EndpointListCommand.self, EndpointDisable.self, EndpointCheck.self])
}
