import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Tokens through the programs", .keepingFailures)
struct TokenProgramTests {
    private static let listens = ["admin.listen": "\"127.0.0.1:0\""]

    private func token(_ result: CommandLineTool.Result) throws -> TokenResource {
        try JSONDecoder().decode(TokenResource.self, from: Data(result.output.utf8))
    }

    /// The tool as somebody elsewhere has it: no socket, a server and a token.
    private func remote(_ daemon: DaemonFixture, _ token: String) throws -> CommandLineTool {
        var tool = try daemon.commandLineTool()
        tool.environment = ["HEARBACK_SERVER": try daemon.announcement.admin_url ?? "", "HEARBACK_TOKEN": token]
        return tool
    }

    @Test("Made, shown once, used from elsewhere under its own name, revoked at once")
    func life() async throws {
        try await DaemonFixture.with(configuration: Self.listens, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            for bill in ["pl-19-25", "pl-03-25"] { _ = try await daemon.submit(.sample(bill: bill)) }
            let hearback = try daemon.commandLineTool()
            let made = try await hearback.run(
                "token", "create", "Amina B.", "--role", "moderator", "--bill", "pl-03-25", "--expires-in", "30d").check()
            let secret = try #require(made.output.firstMatch(of: /hbt_1_[a-z2-7]{52}/)).output
            #expect(made.errors.contains("shown this once"))
            let tool = try remote(daemon, String(secret))

            let status = try await tool.run("daemon", "status").check().output
            for fact in ["Amina B., moderator", "2025-10-01 08:00 UTC", "limited to   pl-03-25"] {
                #expect(status.contains(fact), "\(status)")
            }
            let next = try await tool.run("queue", "next", "--json").check()
            let published = try await tool.run("comment", "publish", "cmt_2", "--json").check()
            let refused = try await tool.run("comment", "publish", "cmt_1")
            let wrongRole = try await tool.run("comment", "answer", "cmt_2", "Merci.")
            #expect(next.output.contains("\"id\":\"cmt_2\""))
            let timeline = try JSONDecoder().decode(CommentResource.self, from: Data(published.output.utf8)).timeline
            #expect(timeline.suffix(2).map(\.actor) == ["Amina B.", "Amina B."])
            #expect(refused.exit == .code(77) && refused.errors.contains("this token is not for the bill 'pl-19-25'"))
            #expect(wrongRole.exit == .code(77) && wrongRole.errors.contains("hearback token create"))

            let listed = try await hearback.run("token", "list").check().output
            #expect(listed.contains("tok_1") && listed.contains("Amina B.") && listed.contains("2025-09-01 08:00"))
            #expect(!listed.contains(secret))
            #expect(try await hearback.run("token", "revoke", "tok_1").check().lines == ["revoked tok_1 of Amina B."])
            let after = try await tool.run("queue", "list")
            #expect(after.exit == .code(77) && after.errors.contains("tok_1 was revoked at 2025-09-01T08:00:00.000Z"))
            #expect(try await hearback.run("token", "revoke", "tok_1").exit == .code(1))
            #expect(try await hearback.run("token", "revoke", "tok_2").exit == .code(66))
            #expect(try await hearback.run("token", "revoke", String(secret)).exit == .code(64))
            for text in [daemon.errors, try await daemon.query("SELECT * FROM access_token").joined()] {
                #expect(!text.contains(secret.suffix(52)))
            }
            #expect(daemon.errors.contains("a token was made") && daemon.errors.contains("a token was revoked"))
            try await daemon.restart()
            #expect(try await remote(daemon, String(secret)).run("queue", "list").exit == .code(77))
        }
    }

    @Test("A connection that is open already ends with the revocation, and with the expiry")
    func openConnection() async throws {
        try await DaemonFixture.with(configuration: Self.listens, simulatedClock: Demo.start) { daemon in
            let hearback = try daemon.commandLineTool()
            let create = ["token", "create", "x", "--role", "auditor", "--expires-in", "1h", "--json"]
            let (first, second) = (
                try token(try await hearback.run(create).check()), try token(try await hearback.run(create).check())
            )
            let desk = try daemon.desk("").address
            func request(_ token: TokenResource) -> HTTPRequest {
                HTTPRequest("GET", "/admin/v1/status", headers: [("Authorization", "bearer \(token.token ?? "")")])
            }
            let connection = try HTTPConnection(desk)
            #expect(try connection.request(request(first)).status == 200)
            _ = try await hearback.run("token", "revoke", first.id).check()
            #expect(try connection.request(request(first)).status == 401)
            try await daemon.moveClock(to: "2025-09-01T08:59:59.999Z")
            #expect(try connection.request(request(second)).status == 200)
            try await daemon.moveClock(to: "2025-09-01T09:00:00.000Z")
            #expect(try connection.request(request(second)).status == 401)
        }
    }

    @Test("Guesses are logged without what was guessed, then refused for a minute; a right token passes all the same")
    func guesses() async throws {
        try await DaemonFixture.with(configuration: Self.listens, simulatedClock: Demo.start) { daemon in
            let right = try token(
                try await daemon.commandLineTool().run("token", "create", "x", "--role", "auditor", "--json").check())
            let guess = "hbt_1_" + String(repeating: "a", count: 52)
            let guesser = try daemon.desk(guess)
            for _ in 1...10 { #expect(try await guesser.get("/admin/v1/status").status == 401) }
            let tooMany = try await guesser.get("/admin/v1/status")
            expect(tooMany, .tooManyFailures, 429, .english)
            #expect(tooMany.headers["retry-after"] == "6")
            #expect(try await daemon.desk(right.token ?? "").get("/admin/v1/status").status == 200)
            try await daemon.moveClock(to: "2025-09-01T08:01:00.000Z")
            #expect(try await guesser.get("/admin/v1/status").status == 401)
            #expect(daemon.errors.split(separator: "\n").count { $0.contains("a token was refused") } == 11)
            #expect(!daemon.errors.contains(guess.suffix(52)))
        }
    }

    @Test("A token makes no tokens; wrong terms are refused by name", arguments: [
        (["x", "--role", "emperor"], 64), (["x"], 64), (["x", "--role", "auditor", "--bill", "none"], 65),
        (["x", "--role", "auditor", "--expires-in", "59m"], 65), (["x", "--role", "auditor", "--expires-in", "367d"], 65),
        (["x", "--role", "auditor", "--expires-in", "soon"], 64), (["x", "--role", "auditor", "--email", "nobody"], 65),
        (["a\u{1B}[31m", "--role", "auditor"], 65), ([" x", "--role", "auditor"], 65), (["a\nb", "--role", "auditor"], 65),
        ([String(repeating: "x", count: 65), "--role", "auditor"], 65),
    ] as [([String], Int32)])
    func terms(arguments: [String], code: Int32) async throws {
        try await DaemonFixture.with(configuration: Self.listens, simulatedClock: Demo.start) { daemon in
            let hearback = try daemon.commandLineTool()
            #expect(try await hearback.run(["token", "create"] + arguments).exit == .code(code))
            let root = try token(try await hearback.run("token", "create", "r", "--role", "administrator", "--json").check())
            let remote = try await remote(daemon, root.token ?? "").run("token", "create", "y", "--role", "administrator")
            #expect(remote.exit == .code(77) && remote.errors.contains("without --server"))
            #expect(try await daemon.query("SELECT count(*) FROM access_token") == ["1"])
        }
    }

    @Test("Who submitted a comment is not given it, and not let decide it; the socket's account likewise")
    func own() async throws {
        let configuration = Self.listens.merging(
            ["roles.own_addresses": "[\"\(Project.user)=root@example.org\"]"]) { $1 }
        try await DaemonFixture.with(configuration: configuration, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            for email in ["Root@example.org", "amina@example.org"] {
                var submission = SubmissionRequest.sample()
                submission.submitter.email = email
                _ = try await daemon.submit(submission)
            }
            let hearback = try daemon.commandLineTool()
            let amina = try token(
                try await hearback.run(
                    "token", "create", "amina", "--role", "moderator", "--email", "AMINA@example.org", "--json").check())
            let tool = try remote(daemon, amina.token ?? "")

            for (desk, own) in [(hearback, "cmt_1"), (tool, "cmt_2")] {
                for verb in [["publish"], ["claim"], ["reject", "--reason", "spam", "--explanation", "x"]] {
                    let refused = try await desk.run(["comment", verb[0], own] + verb.dropFirst())
                    #expect(refused.exit == .code(77) && refused.errors.contains("nobody decides a comment of their own"))
                }
                _ = try await desk.run("comment", "note", own, "C’est le mien.").check()
            }
            #expect(try await tool.run("queue", "next", "--json").check().output.contains("\"id\":\"cmt_1\""))
            #expect(try await hearback.run("queue", "next", "--json").check().output.contains("\"id\":\"cmt_2\""))
            _ = try await tool.run("comment", "publish", "cmt_1").check()
            _ = try await hearback.run("comment", "publish", "cmt_2").check()
        }
    }

    @Test("An appeal against a token's rejection goes to a colleague's token, or to the socket")
    func appeal() async throws {
        try await DaemonFixture.with(configuration: Self.listens, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample())
            let hearback = try daemon.commandLineTool()
            func desk(_ name: String) async throws -> CommandLineTool {
                let made = try token(try await hearback.run("token", "create", name, "--role", "moderator", "--json").check())
                return try remote(daemon, made.token ?? "")
            }
            let (amina, again, brahim) = (try await desk("amina"), try await desk("amina"), try await desk("brahim"))
            _ = try await amina.run("comment", "reject", receipt.id, "--reason", "spam", "--explanation", "x").check()
            _ = try await daemon.site.post(
                "/v1/receipts/\(receipt.receiptToken)/appeal", TextRequest(text: "Relisez."), as: ReceiptResource.self)

            for desk in [amina, again] {
                #expect(try await desk.run("queue", "next").exit == .code(66))
                #expect(try await desk.run("comment", "claim", receipt.id).exit == .code(1))
                let refused = try await desk.run("comment", "publish", receipt.id)
                #expect(refused.exit == .code(1) && refused.errors.contains("not decided by the moderator who rejected"))
            }
            #expect(try await brahim.run("queue", "next", "--json").check().output.contains(receipt.id))
            _ = try await brahim.run("comment", "publish", receipt.id).check()
        }
    }
}
