import ArgumentParser
import HearbackClient

struct QueueStatsCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "How many wait, how long, what is overdue.",
        discussion: """
            Examples:
              hearback queue stats
              hearback queue stats --json | jq .overdue
            """)

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let stats = try await desk.client.queueStats()
        try desk.show(stats) { QueueView.stats(stats, $0) }
    }
}
