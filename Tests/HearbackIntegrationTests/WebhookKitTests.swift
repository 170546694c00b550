import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

/// What a receiver's developer has in hand: the real `hearback`, docs/webhooks.md, the schemas.
@Suite("The receiver's kit", .keepingFailures)
struct WebhookKitTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private func tool(_ scratch: Scratch) throws -> CommandLineTool {
        CommandLineTool(program: try Project.program("hearback"), scratch: scratch)
    }

    // MARK: endpoint check

    private struct Vectors: Decodable {
        struct Address: Decodable { var address: String; var deny: Bool; var note: String }
        struct URL: Decodable { var url: String }
        var v4_deny: [[String]]
        var v6_deny: [[String]]
        var v6_outside_2000_3_for_documentation: [[String]]
        var addresses: [Address]
        var urls_reaching_internal: [URL]
    }

    private struct Verdict: Decodable {
        var accepted: Bool
        var rule: String
        var explanation: String
        var address: String?
    }

    private static func vectors() throws -> Vectors {
        try JSONDecoder().decode(Vectors.self, from: Project.contents("Tests/Fixtures/webhooks/ssrf_vectors.json"))
    }

    private func verdict(_ run: CommandLineTool.Result) throws -> Verdict {
        try JSONDecoder().decode(Verdict.self, from: Data(run.output.utf8))
    }

    @Test("endpoint check judges every address of the vectors, and names the rule")
    func addresses() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let vectors = try Self.vectors()
            let hearback = try tool(scratch)
            let blocks = vectors.v4_deny + vectors.v6_deny
            for vector in vectors.addresses {
                let run = try await hearback.run("endpoint", "check", "--address", vector.address, "--json")
                let verdict = try verdict(run)
                #expect(verdict.accepted == !vector.deny, "\(vector.address), \(vector.note)")
                #expect(run.exit == .code(vector.deny ? 3 : 0))
                let names = blocks.map { $0[0] } + ["outside 2000::/3"]
                #expect(verdict.accepted || names.contains { verdict.rule.hasPrefix($0) }, "\(verdict.rule)")
            }
            #expect(vectors.addresses.count >= 70)
        }
    }

    @Test("endpoint check refuses every URL that reaches an internal host, whatever else is allowed")
    func internalURLs() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let hearback = try tool(scratch)
            for vector in try Self.vectors().urls_reaching_internal {
                for options in [[], ["--allow-http", "--port", "80"], ["--allow-http", "--port", "80", "--allow-network", "10.0.0.0/8"]] {
                    let run = try await hearback.run(["endpoint", "check", vector.url, "--json"] + options)
                    #expect(run.exit == .code(3), "\(vector.url) \(options)")
                    #expect(try !verdict(run).accepted)
                    let words = try await hearback.run(["endpoint", "check", vector.url] + options)
                    #expect(words.exit == .code(3) && words.errors.contains("error: ") && words.errors.contains("\nhint: "))
                }
            }
        }
    }

    @Test("endpoint check follows the operator's settings, and asks nobody", arguments: [
        (["https://hooks.example.org/x"], 0, "url_accepted"), (["https://موقع.المغرب/"], 0, "url_accepted"),
        (["https://hooks.example.org:9000/"], 3, "url_port"), (["https://hooks.example.org:9000/", "--port", "9000"], 0, "url_accepted"),
        (["http://hooks.example.org:443/"], 3, "url_scheme"), (["https://a.org/\u{1B}[2J"], 3, "url_character"),
        (["https://10.1.2.3/"], 3, "url_address_literal"),
        (["https://10.1.2.3/", "--allow-network", "10.1.0.0/16"], 0, "10.1.0.0/16 allowed by the configuration"),
        (["https://10.2.2.3/", "--allow-network", "10.1.0.0/16"], 3, "10.0.0.0/8 private (RFC 1918)"),
        (["--address", "10.1.2.3", "--allow-network", "10.1.0.0/16"], 0, "10.1.0.0/16 allowed by the configuration"),
    ] as [([String], Int32, String)])
    func settings(arguments: [String], code: Int32, rule: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let run = try await tool(scratch).run(["endpoint", "check", "--json"] + arguments)
            #expect(run.exit == .code(code) && run.errors.isEmpty)
            #expect(try verdict(run).rule == rule)
        }
    }

    // MARK: sign and verify

    @Test("What the program signs it verifies, and so does the shell recipe of the documentation")
    func roundTrip() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let hearback = try tool(scratch)
            let file = try scratch.write(Self.secret + "\n", to: "secret")
            let (id, time, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", #"{"test": 2432232314}"#)
            let signed = try await hearback.run(
                "webhook", "sign", "--secret-file", file, "--id", id, "--timestamp", time, input: body
            ).check()
            let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
            #expect(signed.output == "webhook-signature: \(expected)\n")
            let verify = ["webhook", "verify", "--secret-file", file, "--id", id, "--timestamp", time, "--signature", expected]
            #expect(try await hearback.run(verify + ["--now", time], input: body).exit == .code(0))
            let late = try await hearback.run(verify, input: body)
            #expect(late.exit == .code(3) && late.errors.contains("in the past") && late.output.isEmpty)

            guard FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl") else { return }
            let recipe = try Documentation.sample("signature.sh").replacing("cat body;", with: "cat '\(scratch.file("body"))';")
            _ = try scratch.write(body, to: "body")
            var shell = CommandLineTool(program: "/bin/sh", scratch: scratch)
            shell.environment = ["secret": Self.secret, "id": id, "timestamp": time]
            let byHand = try await shell.run("-c", recipe).check()
            #expect("v1," + byHand.output == expected + "\n")
        }
    }

    // MARK: schemas

    @Test("Every type has a schema and an example, the example fits, and nothing unknown does")
    func schemas() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let told = CommentEventKind.allCases.filter(\.isTold).map { "comment.\($0.rawValue)" }
            let types = Set(told + ["comment.still_waiting", "comment.overdue", "endpoint.verification", "endpoint.test", "report.published", "queue.digest"])
            for folder in ["schemas", "examples"] {
                let names = try FileManager.default.contentsOfDirectory(atPath: Project.file("docs/webhooks/\(folder)"))
                #expect(Set(names.map { String($0.dropLast(".json".count)) }) == types, "\(folder)")
            }
            let text = try Documentation.text()
            for type in types {
                let example = String(decoding: try Project.contents("docs/webhooks/examples/\(type).json"), as: UTF8.self)
                #expect(text.contains("### \(type)\n") && text.contains("```json\n\(example)\n```"), "\(type)")
                let value = try JSONSerialization.jsonObject(with: Data(example.utf8))
                let bytes = try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
                #expect(bytes == Data(example.utf8), "\(type): not the daemon's form")
            }
            let faults = try await SchemaCheck(scratch).faults(in: nil)
            #expect(faults == [])
        }
    }

    @Test("The documented retry schedule is the daemon's")
    func retrySchedule() throws {
        let units: [(Int64, String)] = [(3_600_000, "hours"), (60_000, "minutes"), (1_000, "seconds")]
        let rows = RetrySchedule.standard.delays.enumerated().map { index, delay in
            let unit = units.first { delay >= $0.0 }
            return "| \(index + 1) | \(unit.map { "\(delay / $0.0) \($0.1)" } ?? "at once") |"
        }
        #expect(try Documentation.text().contains(rows.joined(separator: "\n")))
        #expect(RetrySchedule.standard.jitter == 0.8...1.2)
    }

    // MARK: listen

    @Test("listen announces itself, judges real requests, proves possession, and ends well by Ctrl-C")
    func listen() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let secrets = try scratch.write(Self.secret, to: "secret")
            try await Listening.with(scratch, ["--secret-file", secrets]) { listening in
                let signer = Signer(tool: try tool(scratch), secret: secrets)
                let body = #"{"data":{"reference":"HB-YN2P-CAH7"},"type":"comment.published"}"#
                let headers = try await signer.headers("msg_1", body)
                let client = HTTPClient(.tcp(port: listening.port))
                #expect(try await client.post("/any/path", Data(body.utf8), headers: headers).status == 204)
                #expect(try await client.post("/", Data(body.utf8), headers: headers).status == 204)
                #expect(try await client.post("/", Data((body + " ").utf8), headers: headers).status == 401)
                let challenge = String(repeating: "c", count: 32)
                let asked = #"{"data":{"challenge":"\#(challenge)"},"type":"endpoint.verification"}"#
                let proofHeaders = try await signer.headers("msg_2", asked)
                let proof = try await client.post("/", Data(asked.utf8), headers: proofHeaders)
                let expected = try await signer.signature("msg_2", challenge, at: proofHeaders[1].value)
                #expect(proof.status == 200 && proof.text == expected)
                #expect(try await client.get("/").status == 405)
                let large = try await client.post("/", Data(repeating: 0x20, count: (1 << 20) + 1), headers: headers)
                #expect(large.status == 413)
                #expect(try await client.post("/", Data(body.utf8), headers: headers).status == 204)

                let (exit, lines) = try await listening.interrupt()
                #expect(exit == .code(0))
                let reports = try lines.dropLast().map { try JSONDecoder().decode(Report.self, from: Data($0.utf8)) }
                #expect(reports.map(\.status) == [204, 204, 401, 200, 204])
                #expect(reports.map(\.duplicate) == [false, true, false, false, true])
                #expect(lines.last == #"{"duplicates":2,"received":5,"refused":1,"verified":4}"#)
            }
        }
    }

    @Test("listen fails and delays on demand, and Ctrl-C does not wait for the delay")
    func failures() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let arguments = ["--secret", Self.secret, "--fail", "2", "--status", "429", "--delay", "0.05"]
            try await Listening.with(scratch, arguments) { listening in
                let client = HTTPClient(.tcp(port: listening.port))
                var statuses: [Int] = []
                for _ in 0..<3 { statuses.append(try await client.post("/", Data("{}".utf8)).status) }
                #expect(statuses == [429, 429, 401])
                #expect(try await listening.interrupt().exit == .code(0))
            }
            try await Listening.with(scratch, ["--secret", Self.secret, "--delay", "600"]) { listening in
                let port = listening.port
                async let answer = HTTPClient(.tcp(port: port)).post("/", Data("{}".utf8))
                try await waitUntil("the message is shown") { listening.lines.count == 2 }
                #expect(try await listening.interrupt().exit == .code(0))
                _ = try? await answer
            }
        }
    }

    @Test("A port that is taken is told, with what to do")
    func portTaken() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            try await Listening.with(scratch, ["--secret", Self.secret]) { listening in
                let second = try await tool(scratch).run("webhook", "listen", "--port", String(listening.port))
                #expect(second.exit == .code(1))
                #expect(second.errors.hasPrefix("error: can't listen on 127.0.0.1, port \(listening.port): address already in use\n"))
                #expect(second.errors.contains("hint: choose another --port"))
                #expect(try await listening.interrupt().exit == .code(0))
            }
        }
    }

    @Test("What a real daemon sends is verified by listen and fits the schemas")
    func daemonToListener() async throws {
        try await DaemonFixture.with { daemon in
            let secrets = daemon.scratch.file("kit.secret")
            try await Listening.with(daemon.scratch, ["--secret-file", secrets]) { listening in
                try await daemon.add(try Demo.openBills())
                let url = "http://127.0.0.1:\(listening.port)/"
                let endpoint = try await daemon.desk.post(
                    "/admin/v1/endpoints", EndpointRequest(url: url), expecting: 201, as: EndpointResource.self)
                _ = try daemon.scratch.write(endpoint.secret ?? "", to: "kit.secret")
                let first = try await daemon.submit(.sample(endpoint: endpoint.id))
                let second = try await daemon.submit(.sample("Une autre", endpoint: endpoint.id))
                _ = try await daemon.act("publish", on: first.id)
                _ = try await daemon.act("answer", on: first.id, TextRequest(text: "Une réponse"))
                _ = try await daemon.act("outcome", on: first.id, OutcomeRequest(outcome: "noted", reason: "vu"))
                _ = try await daemon.act("reject", on: second.id, RejectionRequest(reason: "off_topic", explanation: "Hors sujet"))
                let lines = try await waitFor("six messages about comments") {
                    let lines = listening.lines.filter { $0.contains(#""type":"comment."#) && $0.contains(#""status":204"#) }
                    return lines.count >= 6 ? lines : nil
                }
                #expect(lines.allSatisfy { $0.contains(#""verdict":"verified""#) })
                let faults = try await SchemaCheck(daemon.scratch).faults(in: lines.joined(separator: "\n") + "\n")
                #expect(faults == [])
                #expect(try await listening.interrupt().exit == .code(0))
            }
        }
    }

    // MARK: the documented receivers

    /// Python always; the others where the machine has them.
    private static let receivers: [(name: String, program: String)] = [
        ("receiver.py", Project.python), ("receiver.js", "/usr/bin/node"), ("receiver.go", "/usr/bin/go"),
    ].filter { $0.0 == "receiver.py" || FileManager.default.isExecutableFile(atPath: $0.1) }

    @Test("The documented receivers take what hearback signs, refuse what it does not, and answer the challenge",
        arguments: receivers.map(\.name))
    func documentedReceivers(name: String) async throws {
        let scratch = try Scratch(named: "receiver")
        try await scratch.use {
            let receiver = try #require(Self.receivers.first { $0.name == name })
            let source = try scratch.write(try Documentation.sample(name), to: name)
            var command = (receiver.program, [source])
            if name == "receiver.go" {
                // Built first: 'go run' would leave its child behind.
                var go = CommandLineTool(program: receiver.program, scratch: scratch)
                go.environment = ["HOME": scratch.path]
                _ = try await go.run(["build", "-o", scratch.file("receiver"), source], timeout: .seconds(300)).check()
                command = (scratch.file("receiver"), [])
            }
            let process = try ChildProcess(
                command.0, command.1, environment: ["HEARBACK_SECRET": Self.secret, "PORT": "0"],
                output: scratch.file("sample.out"), errors: scratch.file("sample.err"))
            defer { process.send(signal: SIGTERM) }
            let port = try await waitFor("the sample's port") { () -> Int? in
                if let exit = process.hasExited { throw FixtureError("\(exit): \(scratch.text(of: "sample.err"))") }
                let text = scratch.text(of: "sample.out")
                return text.hasSuffix("\n") ? text.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) } : nil
            }
            let signer = Signer(tool: try tool(scratch), secret: try scratch.write(Self.secret, to: "secret"))
            try await exercise(HTTPClient(.tcp(port: port)), signer)
            let told = scratch.text(of: "sample.out").split(separator: "\n").dropFirst()
            #expect(told.count == 2, "\(told)")
            #expect(told.first?.hasPrefix("comment.published ") == true)
        }
    }

    private func exercise(_ client: HTTPClient, _ signer: Signer) async throws {
        let published = try Project.contents("docs/webhooks/examples/comment.published.json")
        let received = try Project.contents("docs/webhooks/examples/comment.received.json")
        let recorded = try Project.contents("docs/webhooks/examples/comment.outcome_recorded.json")
        let verification = try Project.contents("docs/webhooks/examples/endpoint.verification.json")
        let headers = try await signer.headers("msg_1", String(decoding: published, as: UTF8.self))
        for _ in 0..<2 { #expect(try await client.post("/", published, headers: headers).status == 204) }
        // Stale, since revision 3 has been seen: taken, but without effect.
        let stale = try await signer.headers("msg_0", String(decoding: received, as: UTF8.self))
        #expect(try await client.post("/", received, headers: stale).status == 204)
        #expect(try await client.post("/", received, headers: headers).status == 401)
        #expect(try await client.post("/", published).status == 401)
        let late = try await signer.headers("msg_2", String(decoding: published, as: UTF8.self), secondsAgo: 400)
        #expect(try await client.post("/", published, headers: late).status == 401)
        let next = try await signer.headers("msg_3", String(decoding: recorded, as: UTF8.self))
        #expect(try await client.post("/", recorded, headers: next).status == 204)
        let asked = try await signer.headers("msg_4", String(decoding: verification, as: UTF8.self))
        let proof = try await client.post("/", verification, headers: asked)
        let expected = try await signer.signature("msg_4", "q7mE0mJ3cS1kq0pXv2R9bTz5yA8uWd4h", at: asked[1].value)
        #expect(proof.status == 200 && proof.text == expected)
    }
}

private struct Report: Decodable {
    var status: Int
    var duplicate: Bool
}
