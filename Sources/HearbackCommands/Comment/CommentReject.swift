import ArgumentParser
import HearbackAPI
import HearbackClient

struct CommentReject: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Decide: refuse the comment, or many, with a reason and an explanation.",
        discussion: """
            The submitter is told the reason and the explanation, and may appeal once. Write the explanation in the \
            language of the comment. Many at once: docs/moderation-bulk.md.

            Examples:
              hearback comment reject HB-X3TM-0PQK --reason off_topic --explanation "Le texte ne traite pas de …"
              hearback comment reject HB-X3TM-0PQK --reason duplicate --explanation-file reply.txt
              hearback comment reject --where flag=link --where older-than=3d --reason off_topic --explanation "…" --dry-run
            """)

    @Argument(help: "The comment's reference (HB-X3TM-0PQK) or identifier (cmt_42).")
    var comment: Name?

    @OptionGroup var bulk: BulkInput
    @OptionGroup var rejection: RejectionInput
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func validate() throws { try bulk.check(beside: comment, expected.revision) }

    func run(_ desk: Desk) async throws {
        let why = try rejection.read(desk.console)
        guard let name = comment else {
            var request = try bulk.request("reject", desk.console)
            (request.reason, request.explanation) = (why.reason, why.explanation)
            return try await BatchRun(desk).start(request, bulk)
        }
        let comment = try await desk.client.reject(name.text, why, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("rejected", comment) }
    }
}
