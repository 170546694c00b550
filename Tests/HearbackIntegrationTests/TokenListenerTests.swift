import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Where the desk takes tokens", .keepingFailures)
struct TokenListenerTests {
    @Test("Nowhere unless told; a listener beyond loopback without TLS is warned of loudly", arguments: [
        ("", false, false, false), ("127.0.0.1:0", false, true, false), ("[::1]:0", false, true, false),
        ("localhost:0", false, true, false), ("0.0.0.0:0", false, true, true), ("0.0.0.0:0", true, true, false),
        ("[::]:0", false, true, true), ("[::ffff:127.0.0.1]:0", false, true, false),
    ])
    func listens(address: String, isBehindTLS: Bool, listens: Bool, warns: Bool) async throws {
        let configuration = ["admin.listen": "\"\(address)\"", "admin.behind_tls": "\(isBehindTLS)"]
        try await DaemonFixture.with(configuration: configuration) { daemon in
            let url = try daemon.announcement.admin_url
            #expect((url != nil) == listens)
            #expect(daemon.errors.contains("no TLS is said to be in front") == warns)
            #expect(daemon.errors.contains("critical") == warns)
        }
    }

    @Test("What is no address is a fault of the configuration", arguments: [
        ("admin.listen", "\"127.0.0.1\""), ("admin.listen", "\"::1:80\""), ("admin.listen", "\":80\""),
        ("admin.listen", "\"127.0.0.1:65536\""), ("roles.own_addresses", "[\"amina\"]"),
        ("roles.own_addresses", "[\"amina=nobody\"]"), ("roles.own_addresses", "[\"=amina@example.org\"]"),
    ])
    func faults(setting: String, value: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let file = try scratch.write(DaemonSettings.toml(in: scratch, [setting: value]), to: "hearback.toml")
            let daemon = CommandLineTool(program: try Project.program("hearbackd"), scratch: scratch)
            for check in [["--check-config"], []] {
                let result = try await daemon.run(["--config", file] + check)
                #expect(result.exit == .code(78) && result.errors.contains("error: \(setting)"), "\(result)")
            }
        }
    }

    @Test("A port that is taken, and an address of another machine, are named with their setting")
    func taken() async throws {
        try await DaemonFixture.with(configuration: ["admin.listen": "\"127.0.0.1:0\""]) { running in
            guard case .tcp(let port) = try running.desk("").address else { return }
            let scratch = try Scratch(named: "second")
            try await scratch.use {
                let tool = CommandLineTool(program: try Project.program("hearbackd"), scratch: scratch)
                for (settings, code, words) in [
                    (["admin.listen": "\"127.0.0.1:\(port)\""], 75, "error: admin.listen: 127.0.0.1:\(port) can't be listened at"),
                    (["server.port": "\(port)"], 75, "error: server.port: 127.0.0.1:\(port) can't be listened at"),
                    (["admin.listen": "\"192.0.2.77:0\""], 78, "error: admin.listen: 192.0.2.77:0 can't be listened at"),
                    (["admin.listen": "\"no-such-host.invalid:0\""], 78, "error: admin.listen: no-such-host.invalid is no address"),
                ] as [([String: String], Int32, String)] {
                    let file = try scratch.write(DaemonSettings.toml(in: scratch, settings), to: "hearback.toml")
                    let result = try await tool.run("--config", file)
                    #expect(result.exit == .code(code) && result.errors.contains(words), "\(result)")
                    #expect(result.errors.contains("hint:"))
                }
            }
        }
    }

    @Test("The socket goes by the account, whatever token is sent there; TCP by the token alone")
    func doors() async throws {
        try await DaemonFixture.with(configuration: ["admin.listen": "\"127.0.0.1:0\""]) { daemon in
            let made = try await daemon.desk.post(
                "/admin/v1/tokens", TokenRequest(name: "x", roles: ["auditor"], expiresInSeconds: 3_600), expecting: 201,
                as: TokenResource.self)
            var socket = daemon.desk
            socket.headers = [("Authorization", "Bearer \(made.token ?? "")")]
            #expect(try await socket.get("/admin/v1/status", as: DaemonStatus.self).user == Project.user)
            let status = try await daemon.desk(made.token ?? "").get("/admin/v1/status", as: DaemonStatus.self)
            #expect(status.user == "x" && status.roles == [.auditor])
            // The public API knows no token and no desk.
            var site = try daemon.site
            site.headers = socket.headers
            #expect(try await site.get("/admin/v1/status").status == 404)
        }
    }

    @Test("What is no event is in the log, with who did it and by which token")
    func acts() async throws {
        try await DaemonFixture.with(configuration: ["admin.listen": "\"127.0.0.1:0\""], simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let made = try await daemon.desk.post(
                "/admin/v1/tokens", TokenRequest(name: "Sara", roles: ["administrator"], expiresInSeconds: 3_600),
                expecting: 201, as: TokenResource.self)
            let desk = try daemon.desk(made.token ?? "")
            _ = try await desk.post("/admin/v1/opt-outs", OptOutRequest(entry: "example.org"))
            _ = try await daemon.desk.post("/admin/v1/rebuild", as: RebuildReport.self)
            #expect(try await desk.post("/admin/v1/opt-outs", OptOutRequest(entry: "nothing")).status == 422)
            _ = try await desk.get("/admin/v1/opt-outs")

            let lines = daemon.errors.split(separator: "\n").filter { $0.contains("done at the desk") }
            try #require(lines.count == 2, "\(lines)")
            for part in ["act=opt-outs", "by=Sara", "token=tok_1"] { #expect(lines[0].contains(part)) }
            for part in ["act=rebuild", "by=\(Project.user)", "token=-"] { #expect(lines[1].contains(part)) }
            #expect(!daemon.errors.contains("example.org"))
        }
    }

    @Test("Over HTTPS the certificate is checked before the token is sent")
    func https() async throws {
        try await DaemonFixture.with(configuration: ["admin.listen": "\"127.0.0.1:0\""]) { daemon in
            guard case .tcp(let port) = try daemon.desk("").address else { return }
            try await TLSFront.with(port: port, in: daemon.scratch) { front in
                let made = try await daemon.commandLineTool().run("token", "create", "x", "--role", "auditor", "--json").check()
                let token = try JSONDecoder().decode(TokenResource.self, from: Data(made.output.utf8)).token ?? ""
                let file = try daemon.scratch.write(token, to: "token")
                chmod(file, 0o600)
                var tool = try daemon.commandLineTool()
                tool.environment = [:]
                let arguments = ["--server", front.url, "--token-file", file]
                let trusted = try await tool.run(arguments + ["--ca-file", front.authority, "daemon", "status", "--json"]).check()
                let stranger = try await tool.run(arguments + ["daemon", "status"])
                tool.environment = ["HEARBACK_CA_FILE": front.authority]
                _ = try await tool.run(arguments + ["daemon", "status"]).check()
                let otherName = try await tool.run(
                    ["--server", front.url.replacing("localhost", with: "127.0.0.1")] + arguments.dropFirst(2)
                        + ["--ca-file", front.authority, "daemon", "status"])

                #expect(trusted.output.contains("\"user\":\"x\""))
                for refused in [stranger, otherName] {
                    #expect(refused.exit == .code(69) && refused.errors.contains("can't be reached"), "\(refused)")
                    #expect(refused.errors.contains("--ca-file"))
                }
            }
        }
    }
}
