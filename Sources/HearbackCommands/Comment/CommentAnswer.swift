import ArgumentParser
import HearbackAPI
import HearbackClient

struct CommentAnswer: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answer a comment, publicly.",
        discussion: """
            For responders: the substance, not a receipt. The submitter is told.

            Examples:
              hearback comment answer HB-X3TM-0PQK --file answer.txt
              hearback comment answer HB-X3TM-0PQK - < answer.txt
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var input: TextInput
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let text = TextRequest(text: try input.read(desk.console))
        let comment = try await desk.client.answer(name.id, text, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("answered", comment) }
    }
}
