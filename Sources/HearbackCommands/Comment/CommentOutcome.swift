import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct CommentOutcome: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcome",
        abstract: "Record what became of a proposal, and why.",
        discussion: """
            For responders. The submitter is told. Without a reason your editor opens, as for 'comment answer'.

            Examples:
              hearback comment outcome HB-X3TM-0PQK adopted --citation "article 3, amendment 12" --reason "…"
              hearback comment outcome HB-X3TM-0PQK not_adopted --reason-file why.txt
            """)

    @OptionGroup var name: CommentName

    @OptionGroup var input: OutcomeInput
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let comment = try await input.send(about: .comment(name.id), desk) { request in
            try await desk.client.recordOutcome(name.id, request, expecting: expected.revision)
        }
        try desk.show(comment) { _ in CommentView.done("recorded the outcome of", comment) }
    }
}
