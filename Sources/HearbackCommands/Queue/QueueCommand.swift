import ArgumentParser
import HearbackCore

struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Comments that wait for a decision.",
        subcommands: [QueueList.self, QueueNext.self, QueueStatsCommand.self, QueueDigestCommand.self])
}

/// Which part of the queue.
struct QueueFilter: ParsableArguments {
    @Option(help: ArgumentHelp("Only comments on this bill.", valueName: "id"))
    var bill: String?

    @Option(help: "Only comments in this language.")
    var language: Language?

    @Option(help: "Only comments that screening flagged for this.")
    var flag: ScreeningFlag?

    @Flag(help: "Only comments without any flag.")
    var unflagged = false

    func validate() throws {
        if flag != nil, unflagged { throw ValidationError("give --flag or --unflagged, not both") }
    }

    /// As the daemon is asked for it.
    var flagName: String? { unflagged ? "none" : flag?.rawValue }
}
