import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct CommentOutcome: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcome",
        abstract: "Record what became of a proposal, and why.",
        discussion: """
            For responders. The submitter is told.

            Examples:
              hearback comment outcome HB-X3TM-0PQK adopted --citation "article 3, amendment 12" --reason "…"
              hearback comment outcome HB-X3TM-0PQK not_adopted --reason-file why.txt
            """)

    @OptionGroup var name: CommentName

    @Argument(help: "What became of it.")
    var outcome: OutcomeKind

    @Option(help: "Why; - for standard input.")
    var reason: String?

    @Option(help: ArgumentHelp("Read the reason from a file.", valueName: "path"), completion: .file())
    var reasonFile: String?

    @Option(help: "The article or amendment that it went into.")
    var citation: String?

    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (reason == nil) != (reasonFile == nil) else {
            throw ValidationError("give --reason or --reason-file")
        }
    }

    func run(_ desk: Desk) async throws {
        let why = try TextInput.read(reason, file: reasonFile, desk.console)
        let request = OutcomeRequest(outcome: outcome.rawValue, reason: why, citation: citation)
        let comment = try await desk.client.recordOutcome(name.id, request, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("recorded the outcome of", comment) }
    }
}
