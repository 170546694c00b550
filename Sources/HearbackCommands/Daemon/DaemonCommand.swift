import ArgumentParser

struct DaemonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daemon",
        abstract: "The daemon itself.",
        subcommands: [DaemonStatusCommand.self])
}
