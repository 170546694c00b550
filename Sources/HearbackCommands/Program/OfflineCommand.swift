import ArgumentParser
import HearbackCore

/// A command that judges by itself: no daemon, no network.
protocol OfflineCommand: AsyncParsableCommand {
    var output: OutputOptions { get }
    func run(_ bench: Bench) async throws
}

extension OfflineCommand {
    func run() async throws {
        try await run(Bench(output, console: .system()))
    }
}

/// What every command takes that needs no daemon.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON for programs: one object a line.")
    var json = false
}

/// What an offline command has of the world.
struct Bench: ResultPrinter {
    let console: Console
    let wantsJSON: Bool

    init(_ output: OutputOptions, console: Console) {
        (self.console, wantsJSON) = (console, output.json)
    }
}
