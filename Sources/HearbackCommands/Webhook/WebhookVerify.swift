import ArgumentParser
import HearbackCore
import HearbackWebhooks

struct WebhookVerify: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the signature of a message that arrived.",
        discussion: """
            The body is read from standard input, byte for byte; the options carry the three headers. Exit code 3 with \
            the cause when the message is not valid: a missing header, a bad timestamp, too old, too new, no matching \
            signature.

            Examples:
              hearback webhook verify --secret-file s --id "$i" --timestamp "$t" --signature "$sig" < body
              hearback webhook verify --public-key whpk_… --id "$i" --timestamp "$t" --signature "$sig" < body
            """)

    @OptionGroup var secrets: SecretOptions
    @OptionGroup var publicKeys: PublicKeyOptions

    @Option(help: ArgumentHelp("The header webhook-id.", valueName: "id"))
    var id: String?

    @Option(help: ArgumentHelp("The header webhook-timestamp.", valueName: "seconds"))
    var timestamp: String?

    @Option(help: ArgumentHelp("The header webhook-signature.", valueName: "tokens"))
    var signature: String?

    @Option(help: ArgumentHelp("Judge as if it were this time, in Unix seconds; else now.", valueName: "seconds"))
    var now: Int64?

    @Option(help: ArgumentHelp("Seconds that the timestamp may be away from now.", valueName: "seconds"))
    var tolerance: Int64 = 300

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard tolerance >= 0 else { throw ValidationError("--tolerance must be at least 0") }
    }

    private struct Answer: Encodable {
        var valid: Bool
        var cause: String?
        var explanation: String?
    }

    func run(_ bench: Bench) async throws {
        let verifier = try verifier(bench.console.environment)
        let body = try bench.console.readInput(MessageBody.limit)
        let given = [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)]
        let headers = Dictionary(uniqueKeysWithValues: given.compactMap { name, value in value.map { (name, $0) } })
        let now = now ?? bench.console.clock().seconds
        do {
            try verifier.verify(headers: headers, body: Array(body), now: now)
        } catch {
            let words = VerificationWords(error, headers: headers, now: now, verifier: verifier)
            guard bench.wantsJSON else {
                throw CommandError(
                    "not valid: \(words.explanation)", hint: words.hint, exitCode: ExitCodes.refused)
            }
            try bench.show(Answer(valid: false, cause: words.code, explanation: words.explanation)) { _ in [] }
            throw SilentFailure(exitCode: ExitCodes.refused)
        }
        try bench.show(Answer(valid: true)) { [$0.palette.paint("valid", .green)] }
    }

    private func verifier(_ environment: [String: String]) throws -> WebhookVerifier {
        let keys = try publicKeys.load()
        // A key on the command line says what is meant; a secret that lies in the environment does not.
        let shared = secrets.isGiven || keys.isEmpty ? try secrets.load(environment) : []
        guard !shared.isEmpty || !keys.isEmpty else { throw CommandError.noSecret }
        return WebhookVerifier(secrets: shared, publicKeys: keys, tolerance: tolerance)
    }
}
