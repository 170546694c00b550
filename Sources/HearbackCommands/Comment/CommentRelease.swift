import ArgumentParser
import HearbackClient

struct CommentRelease: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Give a claimed comment back to the queue.",
        discussion: """
            Examples:
              hearback comment release HB-X3TM-0PQK
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let comment = try await desk.client.release(name.id, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("released", comment) }
    }
}
