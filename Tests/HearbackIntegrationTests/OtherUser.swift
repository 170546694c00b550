import Foundation
import Glibc
import HearbackTestSupport

/// A caller of the admin socket under another account. Only root can become somebody else.
struct OtherUser {
    static let isPossible = getuid() == 0
    static let name = "nobody"

    private let tool: CommandLineTool
    private let socket: String

    /// Opens the daemon's folder and socket to everyone: who may do what is then up to the roles alone.
    init(_ daemon: DaemonFixture) throws {
        guard chmod(daemon.scratch.path, 0o711) == 0, chmod(daemon.socket, 0o666) == 0 else {
            throw FixtureError("the socket can't be opened to others")
        }
        tool = CommandLineTool(program: Project.python, scratch: daemon.scratch)
        socket = daemon.socket
    }

    func get(_ path: String) async throws -> HTTPResponse { try await call("GET", path, "") }
    func post(_ path: String, _ body: String = "") async throws -> HTTPResponse { try await call("POST", path, body) }

    private func call(_ method: String, _ path: String, _ body: String) async throws -> HTTPResponse {
        let script = """
            import http.client, os, pwd, socket, sys
            path, method, target, body = sys.argv[1:5]
            account = pwd.getpwnam("\(Self.name)")
            os.setgroups([]); os.setgid(account.pw_gid); os.setuid(account.pw_uid)
            connection = http.client.HTTPConnection("desk")
            connection.sock = socket.socket(socket.AF_UNIX)
            connection.sock.connect(path)
            connection.request(method, target, body.encode(), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            print(answer.status); print(answer.read().decode())
            """
        let output = try await tool.run("-c", script, socket, method, path, body).check().output
        let parts = output.split(separator: "\n", maxSplits: 1)
        guard parts.count == 2, let status = Int(parts[0]) else { throw FixtureError("no answer: \(output)") }
        return HTTPResponse(status: status, headers: [:], body: Data(parts[1].utf8))
    }
}
