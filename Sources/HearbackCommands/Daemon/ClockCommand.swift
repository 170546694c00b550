import ArgumentParser

struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "The simulated clock of a demonstration.",
        subcommands: [ClockSet.self])
}
