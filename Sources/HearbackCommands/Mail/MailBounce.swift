import ArgumentParser
import Foundation
import HearbackAPI
import HearbackClient
import HearbackCore

struct MailBounce: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounce",
        abstract: "Record a message that a mail system sent back, read from standard input.",
        discussion: """
            For the mail system's alias of mail.return_path. What is no delivery report, or about none of our messages, is \
            left alone and says so.

            Examples:
              bounces: "|/usr/bin/hearback mail bounce"      in /etc/aliases, with recipient_delimiter = + in Postfix
              hearback mail bounce < report.eml
            """)

    @Option(help: ArgumentHelp("The address that it was delivered to, where the mail system tells.", valueName: "address"))
    var recipient: String?

    @OptionGroup var global: GlobalOptions

    /// In bytes; a report quotes the message, and ours are small.
    private static let limit = 256 << 10

    func run(_ desk: Desk) async throws {
        let message = try desk.console.readInput(Self.limit)
        let answer = try await desk.client.recordBounce(
            BounceRequest(message: message.base64EncodedString(), recipient: recipient))
        try desk.show(answer) { _ in
            guard answer.isRecorded else { return ["nothing of ours: left alone"] }
            return ["recorded: \(answer.isPermanent == true ? "failed for good" : "delayed") (\(VisibleText.inline(answer.status ?? "-")))"]
        }
    }
}
