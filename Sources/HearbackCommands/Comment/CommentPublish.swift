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
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let comment = try await desk.client.publish(name.id)
        try desk.show(comment) { _ in CommentView.done("published", comment) }
    }
}
