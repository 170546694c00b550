import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct CommentAnswer: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answer a comment, publicly.",
        discussion: """
            For responders: the substance, not a receipt. The submitter is told. Without a text your editor opens, with the \
            comment, its bill and its article below; what can't be sent is kept. Readers see the translation into the language \
            of their page where there is one.

            Examples:
              hearback comment answer HB-X3TM-0PQK
              hearback comment answer HB-X3TM-0PQK --file answer.txt
              hearback comment answer HB-X3TM-0PQK --file ar.txt --translation fr=fr.txt --translation zgh=zgh.txt
              hearback comment answer HB-X3TM-0PQK - < answer.txt
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var input: DraftInput
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let comment = try await input.send(about: .comment(name.id), purpose: "answer", desk) { written in
            try await desk.client.answer(name.id, AnswerRequest(written), expecting: expected.revision)
        }
        try desk.show(comment) { _ in CommentView.done("answered", comment) }
    }
}

extension AnswerRequest {
    init(_ written: WrittenText) { self.init(text: written.text, translations: written.translations) }
}
