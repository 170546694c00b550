import Foundation
import Glibc
import Synchronization

/// A program under test, its output in files so that no full pipe can stop it.
///
/// Started by posix_spawn(3), not by Foundation's `Process`: that one lets children inherit each other's sockets, by
/// which it learns of their end, so one child's end is told only when its younger siblings have ended too.
package final class ChildProcess: Sendable {
    package enum Exit: Hashable, Sendable {
        case code(Int32)
        case signal(Int32)
    }

    package let pid: Int32
    private let exit: ExitBox

    /// Starts the program; its output goes to the files `output` and `errors`, which are appended to.
    ///
    /// - Parameter inheriting: descriptors that it gets as 3, 4 and so on.
    package init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], input: String? = nil,
        output: String, errors: String, inheriting: [Int32] = []
    ) throws {
        let child = try Self.spawn(
            program, arguments, Self.environment(adding: environment),
            files: [(input ?? "/dev/null", O_RDONLY), (output, Self.appending), (errors, Self.appending)], inheriting)
        let exit = ExitBox()
        (pid, self.exit) = (child, exit)
        Thread {
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7F
            exit.value.withLock { $0 = signal == 0 ? .code(status >> 8 & 0xFF) : .signal(signal) }
        }.start()
    }

    package var hasExited: Exit? { exit.value.withLock { $0 } }

    package func send(signal: Int32) {
        if hasExited == nil { _ = Glibc.kill(pid, signal) }
    }

    package func waitForExit(timeout: Duration = .seconds(40)) async throws -> Exit {
        try await waitFor("process \(pid) to end", timeout: timeout) { hasExited }
    }

    /// What the parent has, without Hearback's own variables, since a developer's settings must not reach the tests, and without
    /// proxies, which other tests of this process set.
    private static func environment(adding more: [String: String]) -> [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("HEARBACK_") && !$0.key.lowercased().hasSuffix("_proxy") }
            .merging(more) { $1 }
    }

    private static let appending = O_WRONLY | O_CREAT | O_APPEND

    /// `files` become descriptors 0, 1 and 2; the fixtures open everything else with O_CLOEXEC.
    private static func spawn(
        _ program: String, _ arguments: [String], _ environment: [String: String], files: [(path: String, flags: Int32)],
        _ inherited: [Int32]
    ) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, file) in files.enumerated() {
            posix_spawn_file_actions_addopen(&actions, Int32(descriptor), file.path, file.flags, 0o600)
        }
        for (index, descriptor) in inherited.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(files.count + index))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, usual) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&usual)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var argv = ([program] + arguments).map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, program, &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw FixtureError("can't start \(program): \(String(cString: strerror(code)))") }
        return pid
    }
}

private final class ExitBox: Sendable {
    let value = Mutex<ChildProcess.Exit?>(nil)
}
