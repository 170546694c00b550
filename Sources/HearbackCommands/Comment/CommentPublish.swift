import ArgumentParser
import HearbackClient

struct CommentPublish: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Decide: publish the comment.",
        discussion: """
            The submitter is told.

            Examples:
              hearback comment publish HB-X3TM-0PQK
              hearback comment publish HB-X3TM-0PQK --revision 3
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let comment = try await desk.client.publish(name.id, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("published", comment) }
    }
}
