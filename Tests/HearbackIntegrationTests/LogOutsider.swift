import Foundation
import HearbackTestSupport

/// Somebody outside with the command line, the log's key and nothing else.
struct LogOutsider {
    let tool: CommandLineTool
    let key: String
    private let daemon: DaemonFixture

    init(_ daemon: DaemonFixture) async throws {
        self.daemon = daemon
        tool = CommandLineTool(program: try Project.program("hearback"), scratch: daemon.scratch)
        key = try await daemon.site.send(HTTPRequest("GET", "/log.vkey")).text.trimmingCharacters(in: .newlines)
    }

    var url: String { get throws { try daemon.announcement.url } }

    func verify(_ receipt: String, _ more: String...) async throws -> CommandLineTool.Result {
        try await tool.run(["receipt", "verify", daemon.scratch.file(receipt), "--key", key, "--json"] + more)
    }

    func log(_ arguments: String...) async throws -> CommandLineTool.Result { try await log(arguments) }

    func log(_ arguments: [String]) async throws -> CommandLineTool.Result {
        try await tool.run(["log", "verify", "--key", key, "--json"] + arguments)
    }

    func export(to folder: String) async throws -> CommandLineTool.Result {
        try await tool.run("log", "export", "--url", try url, "--key", key, daemon.scratch.file(folder))
    }

    /// Until the head that is published speaks of every leaf.
    func waitForHead() async throws {
        try await waitUntil("the head is published", timeout: .seconds(30)) {
            let served = try await daemon.site.send(HTTPRequest("GET", "/checkpoint")).text.split(separator: "\n")
            let leaves = try await daemon.query("SELECT count(*) FROM log_leaf").first
            return served.count > 2 && leaves.map { $0[...] } == served[1]
        }
    }

    func size(of mirror: String) throws -> String {
        let lines = try String(contentsOfFile: daemon.scratch.file(mirror + "/checkpoint"), encoding: .utf8).split(separator: "\n")
        guard lines.count > 2 else { throw FixtureError("\(mirror) has no checkpoint") }
        return String(lines[1])
    }
}

/// Debian's Go with x/mod, which knows nothing of us.
struct GoOracle {
    static let isPossible = FileManager.default.fileExists(atPath: "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")
    private let scratch: Scratch

    init(_ scratch: Scratch) { self.scratch = scratch }

    func run(_ key: String, _ folder: String, _ receipt: String) async throws -> String {
        var go = CommandLineTool(program: "/usr/bin/go", scratch: scratch)
        go.environment = [
            "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": scratch.file("go-cache"), "HOME": scratch.path, "PATH": "/usr/bin:/bin",
        ]
        let program = scratch.file("oracle")
        _ = try await go.run(["build", "-o", program, Project.file("Tests/Fixtures/tlog/oracle.go")], timeout: .seconds(180)).check()
        return try await CommandLineTool(program: program, scratch: scratch).run(key, folder, receipt).check().output
    }
}

extension CommandLineTool.Result {
    func json<Value: Decodable>(_ type: Value.Type) throws -> Value { try JSONDecoder().decode(type, from: Data(output.utf8)) }
}

extension DaemonFixture {
    /// What somebody with sqlite3 does to the file.
    func change(_ sql: String) async throws {
        let script = "import sqlite3, sys; file = sqlite3.connect(sys.argv[1]); file.executescript(sys.argv[2]); file.commit()"
        _ = try await CommandLineTool(program: Project.python, scratch: scratch).run("-c", script, store, sql).check()
    }
}
