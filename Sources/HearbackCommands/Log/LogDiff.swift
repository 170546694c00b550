import ArgumentParser
import HearbackCore
import HearbackTransparency

struct LogDiff: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two views of a log: is one the beginning of the other, or were two histories shown?",
        discussion: """
            A and B are folders that 'hearback log export' wrote, addresses of servers, or checkpoints that were kept. To compare \
            heads of different sizes the larger one's leaves are needed: give its folder or its address.

            Exit code 4 when the two contradict each other: both heads are printed, and are the proof. 1 when a side's leaves \
            are not those that were signed.

            Examples:
              hearback log diff mirror https://comments.example.org --key-file log.vkey
              hearback log diff mirror theirs.checkpoint --key comments.example.org/log1+2f3b679a+AQ… --json
            """)

    @Argument(help: ArgumentHelp("A folder, an address or a checkpoint's file.", valueName: "a"), completion: .file())
    var first: String
    @Argument(help: ArgumentHelp("The other one.", valueName: "b"), completion: .file())
    var second: String
    @OptionGroup var keys: LogKeyOptions
    @Option(help: ArgumentHelp("PEM file of the authorities that the server's certificate is checked against.", valueName: "path"), completion: .file())
    var caFile: String?
    @OptionGroup var output: OutputOptions

    func run(_ bench: Bench) async throws {
        let logKeys = try keys.load(bench.console).log
        let a = try await LogView.open(first, keys: logKeys, authorities: caFile, bench.console)
        let b = try await LogView.open(second, keys: logKeys, authorities: caFile, bench.console)
        guard a.head.checkpoint.origin == b.head.checkpoint.origin else {
            throw CommandError(
                "these are heads of two logs, \(VisibleText.inline(a.head.checkpoint.origin)) and \(VisibleText.inline(b.head.checkpoint.origin))",
                hint: "compare two views of one log", exitCode: ExitCodes.data)
        }
        let report = LogDiffReport(try await compare(a, b), a, b)
        try bench.show(report) { report.lines($0) }
        if case .split = report.verdict { throw SilentFailure(exitCode: ExitCodes.contradiction) }
        if !report.consistent { throw SilentFailure(exitCode: ExitCodes.failed) }
    }

    /// A bundle of each side at a time: a log may be larger than memory.
    private func compare(_ a: LogView, _ b: LogView) async throws -> LogComparison {
        var comparison = LogComparison(a.head.checkpoint, b.head.checkpoint)
        // The same head twice needs no leaves.
        guard a.head.checkpoint != b.head.checkpoint else { return comparison }
        if a.source != nil { comparison.open(.a) }
        if b.source != nil { comparison.open(.b) }
        var (isReadingA, isReadingB) = (a.source != nil, b.source != nil)
        for number in 0..<max(a.bundles, b.bundles) where isReadingA || isReadingB {
            let leavesA = isReadingA ? try await a.leaves(number) : nil
            let leavesB = isReadingB ? try await b.leaves(number) : nil
            (isReadingA, isReadingB) = (leavesA != nil, leavesB != nil)
            guard isReadingA || isReadingB else { break }
            comparison.take(leavesA ?? [], leavesB ?? [])
        }
        return comparison
    }
}
