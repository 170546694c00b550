import Foundation
import HearbackTestSupport
import Testing

/// A witness on Debian's Go with x/mod, which knows nothing of us: Tests/Fixtures/tlog/witness.go.
struct GoWitness: Sendable {
    static let isPossible = FileManager.default.fileExists(atPath: "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")

    let url: String
    let vkey: String

    static func build(_ scratch: Scratch) async throws -> String {
        var go = CommandLineTool(program: "/usr/bin/go", scratch: scratch)
        go.environment = [
            "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": scratch.file("go-cache"), "HOME": scratch.path, "PATH": "/usr/bin:/bin",
        ]
        let program = scratch.file("witness-program")
        _ = try await go.run(["build", "-o", program, Project.file("Tests/Fixtures/tlog/witness.go")], timeout: .seconds(180)).check()
        return program
    }

    /// When the witness vouched, by Go's judgement.
    static func time(of note: String, log: String, witness: String, _ program: String, _ scratch: Scratch) async throws -> Int64? {
        let run = try await CommandLineTool(program: program, scratch: scratch).run("check", log, witness, input: note)
        guard run.exit == .code(0), let time = run.lines.first?.split(separator: " ").last else { return nil }
        return Int64(time)
    }

    /// Runs a witness that knows these logs for the time of `body`.
    static func with(
        _ program: String, _ mode: String = "honest", logs: [String], _ scratch: Scratch, _ body: (GoWitness) async throws -> Void
    ) async throws {
        let name = "go-\(UInt32.random(in: 0 ... .max))"
        let process = try ChildProcess(
            program, ["serve", "w.example/w1", mode] + logs, output: scratch.file(name + ".out"), errors: scratch.file(name + ".err"))
        defer { process.send(signal: SIGKILL) }
        let line = try await waitFor("the witness's port") {
            guard process.hasExited == nil else { throw FixtureError(scratch.text(of: name + ".err")) }
            let line = scratch.text(of: name + ".out")
            return line.hasSuffix("\n") ? line : nil
        }
        let parts = line.dropLast().split(separator: " ").map(String.init)
        try #require(parts.count == 2)
        try await body(GoWitness(url: "http://127.0.0.1:\(parts[0])/base", vkey: parts[1]))
    }
}
