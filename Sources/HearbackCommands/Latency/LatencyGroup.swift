import ArgumentParser

/// `hearback latency` alone is the daemon's table by bill.
struct LatencyGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latency",
        abstract: "How long people wait, with those who still wait counted.",
        discussion: """
            Without a verb: response times by bill, from the daemon; 'hearback latency bills --help' tells its options, \
            --bill, --clock, --as-of, --imports, --socket and --json among them.

            Examples:
              hearback latency
              hearback latency --bill pl-03-25 --clock answer
              hearback latency curve --csv waits.csv --duration days --event decided
            """,
        subcommands: [LatencyCommand.self, LatencyCurve.self], defaultSubcommand: LatencyCommand.self)
}
