import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct QueueNext: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Claim the oldest comment that nobody holds, and show it.",
        discussion: """
            The claim keeps colleagues away from it for a while; 'comment release' gives it back. Exit code 66 when \
            nothing waits.

            Examples:
              hearback queue next
              hearback queue next --language zgh
            """)

    @OptionGroup var filter: QueueFilter
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let comment = try await desk.client.nextComment(bill: filter.bill, language: filter.language, flag: filter.flagName)
        try desk.show(comment) { CommentView.show(comment, $0) }
        let name = VisibleText.inline(comment.reference)
        desk.remark("\nhearback comment publish \(name) | reject \(name) | clarify \(name) | release \(name)")
    }
}
