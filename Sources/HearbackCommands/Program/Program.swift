import ArgumentParser
import Foundation
import HearbackCore

/// The program: parse, run, report.
package enum Program {
    package static func main() async {
        let code = await run(Array(CommandLine.arguments.dropFirst()), console: .system())
        exit(code)
    }

    /// Runs one command line and gives its exit code.
    package static func run(_ arguments: [String], console: Console) async -> Int32 {
        do {
            try await perform(GlobalOptions.behindTheVerb(arguments), console)
            return 0
        } catch {
            return report(error, console)
        }
    }

    private static func perform(_ arguments: [String], _ console: Console) async throws {
        var command = try HearbackCommand.parseAsRoot(arguments)
        if let verb = command as? any DeskCommand {
            try await verb.run(try Desk(verb.global, console: console))
        } else if let verb = command as? any OfflineCommand {
            try await verb.run(Bench(console: console, wantsJSON: verb.output.json))
        } else {
            try command.run()
        }
    }

    private static func report(_ error: any Error, _ console: Console) -> Int32 {
        if let silent = error as? SilentFailure { return silent.exitCode }
        var words = ErrorWords.of(error)
        if words == nil, HearbackCommand.exitCode(for: error).isSuccess {
            do {
                try console.line(HearbackCommand.fullMessage(for: error, columns: console.width ?? 100))
                return 0
            } catch {
                words = ErrorWords.of(error)
            }
        }
        let told = words ?? ErrorWords.ofParser(error)
        let palette = console.errorPalette
        console.errorLine(palette.paint("error:", .red) + " " + VisibleText.inline(told.message))
        if let hint = told.hint { console.errorLine(palette.paint("hint:", .yellow) + " " + VisibleText.inline(hint)) }
        return told.exitCode
    }
}
