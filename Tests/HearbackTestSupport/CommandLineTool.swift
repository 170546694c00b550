import Foundation

/// Runs a program to its end.
package struct CommandLineTool: Sendable {
    package let program: String
    /// Before the arguments of each run.
    package var leading: [String] = []
    package var environment: [String: String] = [:]
    private let scratch: Scratch

    package init(program: String, scratch: Scratch) {
        (self.program, self.scratch) = (program, scratch)
    }

    /// What a run left behind.
    package struct Result: Sendable, CustomStringConvertible {
        package let exit: ChildProcess.Exit
        package let output: String
        package let errors: String

        package var lines: [String] { output.split(separator: "\n").map(String.init) }
        package var description: String { "\(exit)\nstdout: \(output)\nstderr: \(errors)" }

        /// - Throws: `FixtureError` unless the program ended with 0.
        package func check() throws -> Result {
            guard exit == .code(0) else { throw FixtureError("the program failed: \(self)") }
            return self
        }
    }

    package func run(
        _ arguments: String..., input: String? = nil, timeout: Duration = .seconds(60)
    ) async throws -> Result {
        try await run(arguments, input: input, timeout: timeout)
    }

    package func run(
        _ arguments: [String], input: String? = nil, timeout: Duration = .seconds(60)
    ) async throws -> Result {
        let name = "run-\(UInt32.random(in: 0 ... .max))"
        let given = try input.map { try scratch.write($0, to: name + ".in") }
        let child = try ChildProcess(
            program, leading + arguments, environment: environment, input: given,
            output: scratch.file(name + ".out"), errors: scratch.file(name + ".err"))
        do {
            let exit = try await child.waitForExit(timeout: timeout)
            return Result(exit: exit, output: scratch.text(of: name + ".out"), errors: scratch.text(of: name + ".err"))
        } catch {
            child.send(signal: SIGKILL)
            throw error
        }
    }
}
