import ArgumentParser
import HearbackAPI
import HearbackClient

struct CommentClarify: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "clarify",
        abstract: "Ask the submitter something before deciding.",
        discussion: """
            The comment leaves the queue until the submitter replies or the term runs out.

            Examples:
              hearback comment clarify HB-X3TM-0PQK "Which article do you mean?"
              hearback comment clarify HB-X3TM-0PQK --file question.txt
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var input: TextInput
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let text = TextRequest(text: try input.read(desk.console))
        let comment = try await desk.client.clarify(name.id, text, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("asked about", comment) }
    }
}
