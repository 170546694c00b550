import ArgumentParser
import HearbackWebhooks

struct WebhookSign: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a message as the daemon does, to try a receiver.",
        discussion: """
            The body is read from standard input, byte for byte: printf '%s', not echo, which adds a line end. Prints \
            the header line 'webhook-signature: v1,…', with one v1 token for each secret; --json prints all three \
            headers as one object.

            Examples:
              hearback webhook sign --secret-file s --id msg_1 --timestamp "$(date +%s)" < body.json
              printf '%s' "$body" | hearback webhook sign --secret "$s" --id msg_1 --timestamp 1759276800
            """)

    @OptionGroup var secrets: SecretOptions

    @Option(help: ArgumentHelp("The webhook-id: 1 to 64 letters, digits, _ or -.", valueName: "id"))
    var id: String

    @Option(help: ArgumentHelp("The webhook-timestamp, in Unix seconds.", valueName: "seconds"))
    var timestamp: Int64

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard MessageID.isAcceptable(id) else {
            throw ValidationError("--id must be 1 to 64 letters, digits, _ or -")
        }
    }

    private struct Headers: Encodable {
        let id: String
        let timestamp: String
        let signature: String

        enum CodingKeys: String, CodingKey {
            case id = "webhook-id"
            case timestamp = "webhook-timestamp"
            case signature = "webhook-signature"
        }
    }

    func run(_ bench: Bench) async throws {
        let keys = try secrets.load(bench.console.environment)
        guard !keys.isEmpty else { throw CommandError.noSecret }
        let body = try bench.console.readInput(MessageBody.limit)
        let message = SignedMessage(id: id, timestamp: timestamp, body: Array(body))
        let signature = message.signatureHeader(with: keys)
        try bench.show(Headers(id: id, timestamp: String(timestamp), signature: signature)) { _ in
            ["webhook-signature: \(signature)"]
        }
    }
}

extension CommandError {
    static var noSecret: CommandError {
        CommandError(
            "no secret is given", hint: "give --secret-file or --secret, or set \(SecretOptions.variable)",
            exitCode: ExitCodes.usage)
    }
}
