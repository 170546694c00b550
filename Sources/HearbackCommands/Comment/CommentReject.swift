import ArgumentParser
import HearbackClient

struct CommentReject: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Decide: refuse the comment, with a reason and an explanation.",
        discussion: """
            The submitter is told the reason and the explanation, and may appeal once. Write the explanation in the \
            language of the comment.

            Examples:
              hearback comment reject HB-X3TM-0PQK --reason off_topic --explanation "Le texte ne traite pas de …"
              hearback comment reject HB-X3TM-0PQK --reason duplicate --explanation-file reply.txt
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var rejection: RejectionInput
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let request = try rejection.read(desk.console)
        let comment = try await desk.client.reject(name.id, request, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("rejected", comment) }
    }
}
