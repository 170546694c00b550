import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Synchronization
import Testing

/// hearbackd on sockets that somebody else holds.
@Suite("Socket activation", .serialized, .keepingFailures)
struct SocketActivationTests {
    /// Runs a daemon on sockets that this process holds. Its configuration names other places, which nobody is to touch.
    private func with(named name: String = #function, _ body: (DaemonFixture, ListeningSockets) async throws -> Void) async throws {
        let folder = try Scratch(named: name)
        try await folder.use {
            let sockets = try ListeningSockets(path: folder.file("desk.sock"))
            try await DaemonFixture.with(
                named: name, launcher: { _ in ListeningSockets.launcher }, inheriting: sockets.descriptors
            ) { daemon in
                #expect(try daemon.announcement.port == sockets.port)
                try await body(daemon, sockets)
            }
            // The socket is its owner's: it outlives the daemon.
            #expect(FileManager.default.fileExists(atPath: folder.file("desk.sock")))
        }
    }

    @Test("Sockets are known by their names, whatever their order, and the configured places stay untouched")
    func byName() async throws {
        let folder = try Scratch(named: #function)
        try await folder.use {
            let path = folder.file("desk.sock")
            let sockets = try ListeningSockets(path: path)
            try await DaemonFixture.with(
                launcher: { scratch in
                    // Something is in the way of the configured place, which a daemon of its own would refuse.
                    _ = try scratch.write("not a socket", to: "admin.sock")
                    return ListeningSockets.launcher
                }, inheriting: sockets.descriptors
            ) { daemon in
                #expect(try daemon.announcement.port == sockets.port)
                #expect(try await daemon.site.get("/healthz").status == 200)
                let desk = HTTPClient(.unix(path: path))
                #expect(try await desk.get("/admin/v1/status", as: DaemonStatus.self).user == Project.user)
                #expect(daemon.scratch.text(of: "admin.sock") == "not a socket")
                #expect(daemon.errors.contains("socket=\(path)") && daemon.errors.contains("not where admin.socket says"))
                #expect(!daemon.errors.contains("not where server.port says"))
                try await daemon.stop()
                #expect(FileManager.default.fileExists(atPath: path))
                #expect(daemon.scratch.text(of: "admin.sock") == "not a socket")
            }
        }
    }

    @Test("Neither the daemon nor its children are told of the sockets once they are taken")
    func closedOnExec() async throws {
        try await with { daemon, sockets in
            let pid = try daemon.pid
            for descriptor in 3...4 {
                let text = try String(contentsOfFile: "/proc/\(pid)/fdinfo/\(descriptor)", encoding: .utf8)
                let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("flags:") })
                let flags = try #require(Int(line.split(separator: "\t").last ?? "", radix: 8))
                #expect(flags & Int(O_CLOEXEC) != 0)
            }
        }
    }

    @Test("systemd's own starter: the first request starts the daemon and is answered")
    func systemdStarter() async throws {
        let starter = "/usr/bin/systemd-socket-activate"
        try #require(FileManager.default.isExecutableFile(atPath: starter), "install the package systemd")
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let (config, desk) = (try scratch.write(try DaemonSettings.toml(in: scratch), to: "hearback.toml"), scratch.file("desk.sock"))
            // A port that was free a moment ago.
            let port = try ListeningSockets(path: scratch.file("free")).port
            let daemon = try ChildProcess(
                starter,
                [
                    "-l", "127.0.0.1:\(port)", "-l", desk, "--fdname=http:admin", try Project.program("hearbackd"), "--config", config,
                ], output: scratch.file("out"), errors: scratch.file("err"))
            let health = try await waitFor("an answer") { () -> HTTPResponse? in
                if let exit = daemon.hasExited { throw FixtureError("ended with \(exit): \(scratch.text(of: "err"))") }
                return try? await HTTPClient(.tcp(port: port)).get("/healthz")
            }
            #expect(health.status == 200)
            #expect(try await HTTPClient(.unix(path: desk)).get("/admin/v1/status").status == 200)
            #expect(!FileManager.default.fileExists(atPath: scratch.file("admin.sock")))
            daemon.send(signal: SIGTERM)
            #expect(try await daemon.waitForExit() == .code(0))
            #expect(FileManager.default.fileExists(atPath: desk))
        }
    }

    @Test(
        "Sockets that it has no use for end the start with 78 and what to do",
        arguments: [
            ("desk:http", "a socket is named 'desk'", "FileDescriptorName=admin"),
            ("admin", "a socket is named ''", "FileDescriptorName=http"),
            ("http:admin", "the socket 'http' is a unix socket", "http takes an address and a port"),
        ])
    func unknown(names: String, problem: String, hint: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let sockets = try ListeningSockets(path: scratch.file("desk.sock"))
            let config = try scratch.write(try DaemonSettings.toml(in: scratch), to: "hearback.toml")
            let daemon = try ChildProcess(
                "/bin/sh",
                [
                    "-c", "export LISTEN_PID=$$ LISTEN_FDS=2 LISTEN_FDNAMES=\(names); exec \"$@\"", "sh", try Project.program("hearbackd"),
                    "--config", config,
                ], output: scratch.file("out"), errors: scratch.file("err"), inheriting: sockets.descriptors)

            #expect(try await daemon.waitForExit() == .code(78))

            let errors = scratch.text(of: "err")
            #expect(errors.contains("error: socket activation: ") && errors.contains(problem) && errors.contains("hint: "), "\(errors)")
            #expect(errors.contains(hint), "\(errors)")
        }
    }

    @Test("Sockets for another process are none of its business")
    func othersSockets() async throws {
        let others = ["/usr/bin/env", "LISTEN_PID=1", "LISTEN_FDS=2", "LISTEN_FDNAMES=admin:http"]
        try await DaemonFixture.with(launcher: { _ in others }) { (daemon: DaemonFixture) async throws -> Void in
            #expect(try await daemon.site.get("/healthz").status == 200)
            #expect(try await daemon.desk.get("/admin/v1/status").status == 200)
        }
    }

    @Test("Seven restarts under load lose no comment, each sent once over a connection of its own")
    func restarts() async throws {
        try await with { daemon, sockets in
            let desk = HTTPClient(.unix(path: sockets.path))
            for bill in try Demo.openBills() { #expect(try await desk.post("/admin/v1/bills", bill).status == 201) }
            let load = RestartLoad(port: sockets.port, body: try WireJSON.encode(SubmissionRequest.sample()))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { try await onThread { load.run() } } }
                for round in 1...7 {
                    try await waitUntil("comments are taken") { load.taken >= 40 * round }
                    try await daemon.restart()
                }
                let last = load.taken + 40
                try await waitUntil("comments are taken at the end") { load.taken >= last }
                load.stop()
                try await group.waitForAll()
            }
            #expect(load.failures == [])
            #expect(try await desk.get("/admin/v1/status", as: DaemonStatus.self).comments == Int64(load.taken))
        }
    }
}

/// Sends comments without a pause and without trying again, a connection each time.
private final class RestartLoad: Sendable {
    private struct State {
        var taken = 0
        var failures: [String] = []
        var isOver = false
    }

    private let port: Int
    private let request: HTTPRequest
    private let state = Mutex(State())

    init(port: Int, body: Data) {
        self.port = port
        request = HTTPRequest("POST", "/v1/comments", headers: [(name: "Content-Type", value: "application/json")], body: body)
    }

    var taken: Int { state.withLock { $0.taken } }
    var failures: [String] { state.withLock { $0.failures } }
    func stop() { state.withLock { $0.isOver = true } }

    func run() {
        while !state.withLock({ $0.isOver }) {
            do {
                let response = try HTTPConnection(.tcp(port: port)).request(request)
                state.withLock { state in
                    if response.status == 201 { state.taken += 1 } else { state.failures.append("\(response)") }
                }
            } catch {
                state.withLock { $0.failures.append("\(error)") }
            }
        }
    }
}
