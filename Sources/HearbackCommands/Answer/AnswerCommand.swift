import ArgumentParser

struct AnswerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "What is still owed in substance, by due date.",
        subcommands: [AnswerQueue.self])
}
