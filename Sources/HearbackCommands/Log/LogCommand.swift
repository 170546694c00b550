import ArgumentParser

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "The public log that keeps the operator honest: check it, keep a copy, compare copies, witness it.",
        subcommands: [LogVerify.self, LogExport.self, LogDiff.self, LogKeygen.self, LogWitness.self])
}
