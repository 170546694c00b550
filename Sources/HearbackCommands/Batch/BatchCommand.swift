import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Decisions on many comments: see them, go on, take them back.",
        subcommands: [BatchListCommand.self, BatchShow.self, BatchApply.self, BatchUndo.self])
}

/// Which batch.
struct BatchName: ParsableArguments {
    @Argument(help: "The batch's identifier (bat_7).")
    var batch: Name

    var id: String { batch.text }
}

struct BatchListCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Batches, the latest first, one line each.",
        discussion: """
            Examples:
              hearback batch list
              hearback batch list --json | jq -r 'select(.state == "unfinished") | .id'
            """)

    @Option(help: ArgumentHelp("How many, up to 1,000.", valueName: "count"))
    var limit = 50

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let list = try await desk.client.batches(limit: limit)
        try desk.show(each: list.batches) { BatchView.list(list.batches, $0) }
    }
}

struct BatchShow: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "What a batch selects, and how far it is.",
        discussion: """
            Examples:
              hearback batch show bat_7
            """)

    @OptionGroup var name: BatchName
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let batch = try await desk.client.batch(name.id)
        try desk.show(batch) { BatchView.show(batch, $0) }
    }
}
