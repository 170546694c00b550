import ArgumentParser
import HearbackAPI
import HearbackClient

struct CommentAmendAnswer: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend-answer",
        abstract: "Replace the answer; the former one stays on record.",
        discussion: """
            Examples:
              hearback comment amend-answer HB-X3TM-0PQK --file answer.txt
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var input: DraftInput
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let comment = try await input.send(about: .comment(name.id), purpose: "amended-answer", desk) { written in
            try await desk.client.amendAnswer(name.id, AnswerRequest(written), expecting: expected.revision)
        }
        try desk.show(comment) { _ in CommentView.done("amended the answer to", comment) }
    }
}
