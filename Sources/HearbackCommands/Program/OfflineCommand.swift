import ArgumentParser

/// A command that judges by itself: no daemon, no network.
protocol OfflineCommand: AsyncParsableCommand {
    var output: OutputOptions { get }
    func run(_ bench: Bench) async throws
}

extension OfflineCommand {
    func run() async throws {
        try await run(Bench(console: .system(), wantsJSON: output.json))
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
}
