import ArgumentParser
import HearbackClient

struct CommentShow: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "A comment and its life, from receipt to answer.",
        discussion: """
            The timeline says of each event whether the submitter was told.

            Examples:
              hearback comment show HB-X3TM-0PQK
              hearback comment show cmt_42 --json | jq .state
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let comment = try await desk.client.comment(name.id)
        try desk.show(comment) { CommentView.show(comment, $0) }
    }
}
