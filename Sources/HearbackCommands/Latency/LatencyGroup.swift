import ArgumentParser

/// `hearback latency` alone is the daemon's table by bill.
struct LatencyGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latency",
        abstract: "How long people wait, with those who still wait counted.",
        discussion: """
            Without a verb: response times by bill, from the daemon; with --csv the whole audit of anybody's records, \
            without one. 'hearback latency bills --help' tells the options of both, --bill, --clock, --as-of, --socket and \
            --json among them.

            Examples:
              hearback latency
              hearback latency --bill pl-03-25 --clock answer
              hearback latency report --from 2026-01-01 --format html > report.html
              hearback latency --csv requests.csv --received asked --decided answered
              hearback latency curve --csv waits.csv --duration days --event decided
            """,
        subcommands: [LatencyCommand.self, LatencyReportCommand.self, LatencyCurve.self], defaultSubcommand: LatencyCommand.self)
}
