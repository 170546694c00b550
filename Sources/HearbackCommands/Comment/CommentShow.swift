import ArgumentParser
import HearbackClient

struct CommentShow: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "A comment and its life, from receipt to answer.",
        discussion: """
            The timeline says of each event whether the submitter was told. Below the text stands what screening found in it. \
            Where a redaction covers parts of the text, --original shows it as it was received: for administrators, and \
            written down on the timeline.

            Examples:
              hearback comment show HB-X3TM-0PQK
              hearback comment show cmt_42 --json | jq .state
            """)

    @OptionGroup var name: CommentName

    @Flag(help: "Show the text that a redaction covers; this is recorded.")
    var original = false

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let comment = original ? try await desk.client.original(name.id) : try await desk.client.comment(name.id)
        try desk.show(comment) { CommentView.show(comment, $0) }
    }
}
