import Foundation
import HearbackTestSupport

/// A moderator at a real terminal: steps in Python, with `desk()` for a `hearback review` behind a pseudo-terminal.
struct ReviewScenario {
    let daemon: DaemonFixture
    private let python: CommandLineTool

    init(_ daemon: DaemonFixture, environment: [String: String] = [:]) throws {
        self.daemon = daemon
        var python = CommandLineTool(program: Project.python, scratch: daemon.scratch)
        python.environment = environment
        self.python = python
    }

    /// Runs the steps; an assertion that fails in them fails the test, with the screen.
    @discardableResult
    func run(_ steps: String) async throws -> [String] {
        let preamble = """
            import os, re, signal, subprocess, sys, time
            folder, program, socket, scratch = sys.argv[1:5]
            sys.path.insert(0, folder)
            sys.dont_write_bytecode = True
            from desk_terminal import DeskTerminal
            opened = []
            def desk(*arguments, **options):
                opened.append(DeskTerminal([program, "review", "--socket", socket, *arguments], **options))
                return opened[-1]
            def reference(terminal):
                found = re.search(r"HB-[0-9A-Z]{4}-[0-9A-Z]{4}", "\\n".join(terminal.lines[:3]))
                return found and found[0]
            def mark(name):
                open(os.path.join(scratch, name), "w").close()
            def run():
            """
        let indented = steps.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n")
        let ending = """

            try:
                run()
            finally:
                for terminal in opened: terminal.kill()
            """
        let folder = Project.file("Tests/Fixtures/review")
        let program = try Project.program("hearback")
        return try await python.run(
            "-c", preamble + "\n" + indented + "\n" + ending, folder, program, daemon.socket, daemon.scratch.path,
            timeout: .seconds(120)
        ).check().lines
    }
}
