package import ArgumentParser

/// `hearback NOUN VERB`.
package struct HearbackCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "hearback",
        abstract: "The desk of Hearback: decide comments on bills, answer them, see how long people wait.",
        discussion: """
            Examples:
              hearback review                              read and decide, full-screen
              hearback queue list                          who waits, oldest first
              hearback queue next                          take the oldest comment and read it
              hearback comment publish HB-X3TM-0PQK        decide it
              hearback comment show HB-X3TM-0PQK           its life from receipt to answer
              hearback latency                             response times, with those who still wait
              hearback due --received 2026-10-30 --days 20 when that is due, day by day

            Every command takes --json (one object a line) and --socket, or --server with a token. Data goes to standard output, errors as \
            'error:' and 'hint:' to standard error. Times are UTC. Exit codes: 'hearback help exit-codes'.
            """,
        version: version,
        subcommands: [
            ReviewCommand.self, QueueCommand.self, CommentCommand.self, BatchCommand.self, CampaignCommand.self, BillCommand.self,
            ImportCommand.self, ExportCommand.self, LatencyGroup.self,
            DueCommand.self, CalendarCommand.self, EndpointCommand.self, WebhookCommand.self, DeliveryCommand.self,
            AnswerCommand.self, LogCommand.self, ReceiptCommand.self,
            MailCommand.self, TokenCommand.self, ScreenCommand.self, DaemonCommand.self, BackupCommand.self, RestoreCommand.self, DoctorCommand.self, ClockCommand.self, RebuildCommand.self, ExitCodesTopic.self,
        ])

    package static let version = "0.1.0"

    package init() {}
}
