import ArgumentParser
import HearbackClient

struct CommentUnpublish: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "unpublish",
        abstract: "Take a published comment back, with a reason and an explanation.",
        discussion: """
            It counts as rejected from then on; what was public is on record. The submitter is told.

            Examples:
              hearback comment unpublish HB-X3TM-0PQK --reason personal_data --explanation "…"
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var rejection: RejectionInput
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let request = try rejection.read(desk.console)
        let comment = try await desk.client.unpublish(name.id, request, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("unpublished", comment) }
    }
}
