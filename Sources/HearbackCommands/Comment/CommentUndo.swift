import ArgumentParser
import HearbackClient

struct CommentUndo: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take your last decision on a comment back; it awaits approval again.",
        discussion: """
            Of a publication, a rejection or a question. In the first minute (notices.decision_grace_seconds of the \
            configuration) nobody has been told, and nobody is. Later a rejection and a question can still be taken back, \
            and the submitter is told; what was published is taken back with 'hearback comment unpublish' and a reason. \
            Both events stay on record, and the time that the comment waits goes on from its receipt.

            Examples:
              hearback comment undo HB-X3TM-0PQK
            """)

    @OptionGroup var name: CommentName
    @OptionGroup var expected: ExpectedRevision
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let comment = try await desk.client.undo(name.id, expecting: expected.revision)
        try desk.show(comment) { _ in CommentView.done("undid the decision on", comment) }
    }
}
