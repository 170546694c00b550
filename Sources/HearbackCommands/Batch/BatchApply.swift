import ArgumentParser
import HearbackClient

struct BatchApply: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Go on with a batch that was interrupted; each comment is decided once.",
        discussion: """
            What changed since it was selected, or a colleague holds, is left as it is and named; exit code 1 then.

            Examples:
              hearback batch apply bat_7
            """)

    @OptionGroup var name: BatchName
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        try await BatchRun(desk).goOn(name.id)
    }
}

struct BatchUndo: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Stop a batch and take its decisions back.",
        discussion: """
            Each as 'comment undo' does: within the grace period nobody is told of anything, later each submitter is told. \
            What was built upon since is kept and named; exit code 1 then.

            Examples:
              hearback batch undo bat_7
            """)

    @OptionGroup var name: BatchName
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        try await BatchRun(desk).takeBack(name.id)
    }
}
