import ArgumentParser
import HearbackAPI
import HearbackClient

struct CommentClaim: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Take a comment, so that no colleague works on it too.",
        discussion: """
            Claiming again what you hold renews the claim; nothing is recorded while more than half of its time is left. \
            --take-over takes it from the colleague who holds it: their next decision is refused, and the timeline says \
            who took it from whom.

            Examples:
              hearback comment claim HB-X3TM-0PQK
              hearback comment claim HB-X3TM-0PQK --minutes 60
              hearback comment claim HB-X3TM-0PQK --take-over
            """)

    @OptionGroup var name: CommentName
    @Option(help: ArgumentHelp("For how long, 1 to 240; 15 unless told.", valueName: "count"))
    var minutes: Int?
    @Flag(help: "Take it from the colleague who holds it.")
    var takeOver = false
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard minutes.map((1...240).contains) ?? true else { throw ValidationError("--minutes must be from 1 to 240") }
    }

    func run(_ desk: Desk) async throws {
        let request = ClaimRequest(minutes: minutes, takeOver: takeOver ? true : nil)
        let comment = try await desk.client.claim(name.id, request, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("claimed", comment) }
    }
}
