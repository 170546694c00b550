import ArgumentParser
import HearbackClient

struct CommentPublish: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Decide: publish the comment, or many.",
        discussion: """
            The submitter is told. Many at once: docs/moderation-bulk.md.

            Examples:
              hearback comment publish HB-X3TM-0PQK
              hearback comment publish HB-X3TM-0PQK --revision 3
              hearback comment publish --where bill=pl-03-25 --where flag=none --dry-run
            """)

    @Argument(help: "The comment's reference (HB-X3TM-0PQK) or identifier (cmt_42).")
    var comment: Name?

    @OptionGroup var bulk: BulkInput
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func validate() throws { try bulk.check(beside: comment, expected.revision) }

    func run(_ desk: Desk) async throws {
        guard let name = comment else {
            let request = try bulk.request("publish", desk.console)
            return try await BatchRun(desk).start(request, bulk)
        }
        let comment = try await desk.client.publish(name.text, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("published", comment) }
    }
}
