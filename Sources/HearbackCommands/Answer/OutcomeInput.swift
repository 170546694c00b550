import ArgumentParser
import HearbackAPI
import HearbackCore

/// What became of a proposal, and why.
struct OutcomeInput: ParsableArguments {
    @Argument(help: "What became of it.")
    var outcome: OutcomeKind

    @Option(help: "Why; - for standard input.")
    var reason: String?

    @Option(help: ArgumentHelp("Read the reason from a file.", valueName: "path"), completion: .file())
    var reasonFile: String?

    @Option(help: "The article or amendment that it went into.")
    var citation: String?

    func validate() throws {
        guard (reason == nil) != (reasonFile == nil) else { throw ValidationError("give --reason or --reason-file") }
    }

    func read(_ console: Console) throws -> OutcomeRequest {
        OutcomeRequest(outcome: outcome.rawValue, reason: try TextInput.read(reason, file: reasonFile, console), citation: citation)
    }
}
