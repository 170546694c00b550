import Foundation
import Glibc
import Synchronization

/// A program under test, its output in files so that no full pipe can stop it.
package final class ChildProcess: Sendable {
    package enum Exit: Hashable, Sendable {
        case code(Int32)
        case signal(Int32)
    }

    package let pid: Int32
    package let output: String
    package let errors: String
    private let exit: ExitBox

    /// Starts the program; its output goes to the files `output` and `errors`, which are appended to.
    package init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], input: String? = nil,
        output: String, errors: String
    ) throws {
        (self.output, self.errors) = (output, errors)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = Self.environment(adding: environment)
        process.standardInput = try input.map { try Self.reading($0) } ?? FileHandle.nullDevice
        process.standardOutput = try Self.appending(output)
        process.standardError = try Self.appending(errors)
        let exit = ExitBox()
        process.terminationHandler = { ended in
            let status = ended.terminationStatus
            exit.value.withLock { $0 = ended.terminationReason == .exit ? .code(status) : .signal(status) }
        }
        try process.run()
        (pid, self.exit) = (process.processIdentifier, exit)
    }

    package var hasExited: Exit? { exit.value.withLock { $0 } }

    package func send(signal: Int32) {
        if hasExited == nil { _ = Glibc.kill(pid, signal) }
    }

    package func waitForExit(timeout: Duration = .seconds(40)) async throws -> Exit {
        try await waitFor("process \(pid) to end", timeout: timeout) { hasExited }
    }

    /// What the parent has, without Hearback's own variables: a developer's settings must not reach the tests.
    private static func environment(adding more: [String: String]) -> [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("HEARBACK_") }.merging(more) { $1 }
    }

    private static func appending(_ path: String) throws -> FileHandle {
        try handle(open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600), path)
    }

    private static func reading(_ path: String) throws -> FileHandle {
        try handle(open(path, O_RDONLY | O_CLOEXEC), path)
    }

    private static func handle(_ descriptor: Int32, _ path: String) throws -> FileHandle {
        guard descriptor >= 0 else { throw FixtureError("can't open \(path): \(String(cString: strerror(errno)))") }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}

private final class ExitBox: Sendable {
    let value = Mutex<ChildProcess.Exit?>(nil)
}
