import ArgumentParser
import HearbackAPI
import HearbackCore

/// What became of a proposal, and why.
struct OutcomeInput: ParsableArguments {
    @Argument(help: "What became of it.")
    var outcome: OutcomeKind

    @Option(help: "Why; - for standard input. Without it, $VISUAL or $EDITOR opens.")
    var reason: String?

    @Option(help: ArgumentHelp("Read the reason from a file.", valueName: "path"), completion: .file())
    var reasonFile: String?

    @OptionGroup var translations: TranslationInput

    @Option(help: "The article or amendment that it went into.")
    var citation: String?

    func validate() throws {
        if reason != nil, reasonFile != nil { throw ValidationError("give --reason or --reason-file, not both") }
        try translations.validate(beside: reason != nil || reasonFile != nil)
    }

    /// Hands what was written to `send`.
    func send<Value>(
        about subject: DraftSubject, _ desk: Desk, _ send: (OutcomeRequest) async throws -> Value
    ) async throws -> Value {
        guard reason == nil, reasonFile == nil else {
            let read = try TextInput.read(reason, file: reasonFile, desk.console)
            return try await send(request(WrittenText(text: read, translations: try translations.read(desk.console))))
        }
        return try await Drafting(desk, subject, "outcome").send { try await send(request($0)) }
    }

    private func request(_ written: WrittenText) -> OutcomeRequest {
        OutcomeRequest(outcome: outcome.rawValue, reason: written.text, translations: written.translations, citation: citation)
    }
}
