import ArgumentParser
import HearbackAPI
import HearbackClient

struct CommentClaim: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Take a comment, so that no colleague works on it too.",
        discussion: """
            Examples:
              hearback comment claim HB-X3TM-0PQK
              hearback comment claim HB-X3TM-0PQK --minutes 60
            """)

    @OptionGroup var name: CommentName
    @Option(help: ArgumentHelp("For how long, 1 to 240; 15 unless told.", valueName: "count"))
    var minutes: Int?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard minutes.map((1...240).contains) ?? true else { throw ValidationError("--minutes must be from 1 to 240") }
    }

    func run(_ desk: Desk) async throws {
        let comment = try await desk.client.claim(name.id, ClaimRequest(minutes: minutes))
        try desk.show(comment) { _ in CommentView.done("claimed", comment) }
    }
}
