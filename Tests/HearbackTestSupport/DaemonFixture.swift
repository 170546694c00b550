import Foundation
import Synchronization

/// A real hearbackd on a file and a socket of its own.
package final class DaemonFixture: Sendable {
    package let scratch: Scratch
    private let command: [String]
    private let inherited: [Int32]
    private let state = Mutex(State())

    private struct State {
        var process: ChildProcess?
        var announcement: Announcement?
        var starts = 0
    }

    /// What the daemon says once it listens.
    package struct Announcement: Codable, Sendable {
        package let url: String
        package let port: Int
        package let socket: String
        /// Where it takes tokens; nil where it takes none.
        package let admin_url: String?
        /// Where it shows metrics without one; nil where nowhere.
        package let metrics_url: String?
    }

    private init(
        _ scratch: Scratch, _ configuration: [String: String], _ simulatedClock: String?, _ launcher: [String],
        _ inherited: [Int32]
    ) throws {
        (self.scratch, self.inherited) = (scratch, inherited)
        let file = try scratch.write(DaemonSettings.toml(in: scratch, configuration), to: "hearback.toml")
        command =
            launcher + [try Project.program("hearbackd"), "--config", file]
            + (simulatedClock.map { ["--simulated-clock", $0] } ?? [])
    }

    /// Runs a daemon for the time of `body`. Afterwards it must end with 0 on SIGTERM, if it still runs.
    ///
    /// - Parameters:
    ///   - configuration: settings by name, such as `store.queue_limit`, as TOML values, over the fixture's own.
    ///   - simulatedClock: where the daemon's clock stands still; nil for the real one.
    ///   - launcher: a program and its arguments that become the daemon, such as unshare(1); made for the test's folder.
    ///   - inheriting: descriptors that each daemon gets as 3, 4 and so on.
    package static func with<Value: Sendable>(
        configuration: [String: String] = [:], simulatedClock: String? = nil, named name: String = #function,
        launcher: (Scratch) throws -> [String] = { _ in [] }, inheriting: [Int32] = [], _ body: (DaemonFixture) async throws -> Value
    ) async throws -> Value {
        let scratch = try Scratch(named: name)
        return try await scratch.use {
            let daemon = try DaemonFixture(scratch, configuration, simulatedClock, try launcher(scratch), inheriting)
            do {
                try await daemon.start()
                let value = try await body(daemon)
                try await daemon.stop()
                return value
            } catch {
                daemon.state.withLock { $0.process }?.send(signal: SIGKILL)
                throw error
            }
        }
    }

    /// Starts the daemon and waits until it listens.
    ///
    /// - Throws: `FixtureError` with its standard error when it ends instead.
    package func start(environment: [String: String] = [:]) async throws {
        let (process, output) = try spawn([], environment)
        let line = try await waitFor("hearbackd to listen", timeout: .seconds(40)) { () -> String? in
            if let exit = process.hasExited {
                throw FixtureError("hearbackd ended with \(exit): \(scratch.text(of: "stderr.log"))")
            }
            let text = scratch.text(of: output)
            return text.hasSuffix("\n") ? text : nil
        }
        let announcement = try JSONDecoder().decode(Announcement.self, from: Data(line.utf8))
        state.withLock { $0.announcement = announcement }
    }

    /// Starts the daemon so that it dies by itself, and waits for that.
    package func startToDie(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> ChildProcess.Exit {
        let exit = try await spawn(arguments, environment).process.waitForExit()
        state.withLock { $0.process = nil }
        return exit
    }

    private func spawn(
        _ arguments: [String], _ environment: [String: String]
    ) throws -> (process: ChildProcess, output: String) {
        let number = state.withLock { state in
            state.starts += 1
            return state.starts
        }
        let output = "stdout-\(number)"
        let process = try ChildProcess(
            command[0], Array(command.dropFirst()) + arguments, environment: environment, output: scratch.file(output),
            errors: scratch.file("stderr.log"), inheriting: inherited)
        state.withLock { $0.process = process }
        return (process, output)
    }

    /// SIGKILL: no last word.
    package func kill() async throws {
        guard let process = state.withLock({ $0.process }) else { return }
        process.send(signal: SIGKILL)
        _ = try await process.waitForExit()
        state.withLock { $0.process = nil }
    }

    /// SIGTERM.
    ///
    /// - Throws: `FixtureError` unless the daemon ends with 0.
    package func stop() async throws {
        guard let process = state.withLock({ $0.process }) else { return }
        process.send(signal: SIGTERM)
        let exit = try await process.waitForExit()
        state.withLock { $0.process = nil }
        guard exit == .code(0) else {
            throw FixtureError("hearbackd ended with \(exit) on SIGTERM: \(scratch.text(of: "stderr.log"))")
        }
    }

    package func restart() async throws {
        try await stop()
        try await start()
    }

    /// Where the daemon listens, or listened last.
    package var announcement: Announcement {
        get throws {
            guard let announcement = state.withLock({ $0.announcement }) else { throw FixtureError("not started") }
            return announcement
        }
    }

    package var address: ServerAddress { get throws { .tcp(port: try announcement.port) } }
    package var pid: Int32 { get throws { try running().pid } }
    /// The public API.
    package var site: HTTPClient { get throws { HTTPClient(try address) } }
    /// The admin socket.
    package var desk: HTTPClient { HTTPClient(.unix(path: socket)) }
    /// The admin API over TCP, for who has the token. Needs `admin.listen`.
    package func desk(_ token: String) throws -> HTTPClient {
        guard let port = try announcement.admin_url?.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw FixtureError("the daemon takes no tokens")
        }
        var client = HTTPClient(.tcp(port: port))
        client.headers = [("Authorization", "Bearer \(token)")]
        return client
    }

    package var socket: String { scratch.file("admin.sock") }
    package var store: String { scratch.file("hearback.sqlite") }
    package var errors: String { scratch.text(of: "stderr.log") }

    /// Sends the running daemon a signal without waiting for what comes of it.
    package func send(signal: Int32) throws { try running().send(signal: signal) }

    private func running() throws -> ChildProcess {
        guard let process = state.withLock({ $0.process }) else { throw FixtureError("hearbackd does not run") }
        return process
    }

    /// The command-line tool, told this daemon's socket.
    package func commandLineTool() throws -> CommandLineTool {
        var tool = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)
        tool.environment = ["HEARBACK_SOCKET": socket]
        return tool
    }
}
