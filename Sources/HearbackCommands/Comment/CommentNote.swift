import ArgumentParser
import HearbackAPI
import HearbackClient

struct CommentNote: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Leave a note for colleagues.",
        discussion: """
            Notes are never shown to the submitter or the public.

            Examples:
              hearback comment note HB-X3TM-0PQK "Same text as HB-7PCA-02KD."
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var input: TextInput
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let text = TextRequest(text: try input.read(desk.console))
        let comment = try await desk.client.note(name.id, text, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("noted on", comment) }
    }
}
