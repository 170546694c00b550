import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Screening and redaction, end to end", .keepingFailures)
struct ScreeningTests {
    private static let text = "Le délai est trop court. Appelez Amal au 06 12 34 56 78 ou amal@example.org, quelle merde"

    @Test("What triggered is on the comment for the desk, nothing of it for the public; it waits as every comment does")
    func flags() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let flagged = try await daemon.submit(.sample(Self.text))
            let clean = try await daemon.submit(.sample())
            let hearback = try daemon.commandLineTool()

            let comment = try await daemon.comment(flagged.id)
            let screening = try #require(comment.screening)
            #expect(comment.state == .awaitingApproval)
            #expect(screening.flags == [.words, .phone, .email])
            #expect(screening.findings.map(\.flag) == [.phone, .email, .words])
            #expect(screening.findings.map(\.number) == [1, 2, 3])
            #expect(screening.findings.first?.start == 41 && screening.findings.first?.end == 55)
            #expect(comment.timeline.map(\.event) == [.received, .flagged])
            #expect(try await daemon.comment(clean.id).screening == nil)

            let receipt = try await daemon.site.get("/v1/receipts/\(flagged.receiptToken)")
            #expect(!String(decoding: receipt.body, as: UTF8.self).contains("flag"))
            #expect(try receipt.json(ReceiptResource.self).timeline.map(\.event) == [.received])

            let phones = try await hearback.run("queue", "list", "--flag", "phone", "--json").check().lines
            #expect(phones.count == 1 && phones[0].contains(#""flags":["words","phone","email"]"#))
            #expect(try await hearback.run("queue", "list", "--unflagged", "--json").check().lines.count == 1)
            #expect(try await hearback.run("queue", "list", "--flag", "iban", "--json").check().lines == [])
            #expect(try await hearback.run("queue", "list").check().output.contains("words phone email"))
            #expect(try await hearback.run("queue", "next", "--flag", "email").check().output.contains(flagged.reference))
            #expect(try await hearback.run("queue", "list", "--flag", "phone", "--unflagged").exit == .code(64))
            expect(try await daemon.desk.get("/admin/v1/queue?flag=rude"), .invalidField, 422, .english)

            let shown = try await hearback.run("comment", "show", flagged.reference).check().output
            #expect(shown.contains("1  phone number, ma  41-55"))
            #expect(shown.contains("[06 12 34 56 78]"))
            #expect(shown.contains("flagged  by daemon: word list, phone number, e-mail address") || shown.contains("flagged by daemon: word list"))
        }
    }

    @Test("A redaction covers for everybody, also after the publication; who may, reads the original, and that is recorded")
    func redaction() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample(Self.text))
            let hearback = try daemon.commandLineTool()
            _ = try await daemon.act("publish", on: receipt.id)

            let stale = try await daemon.comment(receipt.id)
            _ = try await hearback.run("comment", "redact", receipt.reference, "--personal-data").check()
            _ = try await hearback.run("comment", "redact", receipt.reference, "--match", "Amal", "--reason", "personal_data").check()

            let covered = "Le délai est trop court. Appelez ████ au ████ ou ████, quelle merde"
            #expect(try await daemon.receipt(receipt.receiptToken).text == covered)
            let page = try await daemon.site.get("/v1/bills/pl-03-25/comments", as: PublishedPage.self)
            #expect(page.comments.first?.text == covered)
            #expect(page.comments.first?.redactedAt?.rfc3339 == Demo.start)
            let timeline = try await daemon.receipt(receipt.receiptToken).timeline
            #expect(timeline.map(\.event) == [.received, .published, .redacted, .redacted])
            #expect(timeline.last?.reason == "personal_data" && timeline.last?.text == nil)

            let comment = try await daemon.comment(receipt.id)
            #expect(comment.coveredSpans == 3)
            #expect(comment.screening?.findings.map { $0.start != nil } == [false, false, true])
            // What is left shown is where it is said to be.
            let words = try #require(comment.screening?.findings.last)
            let scalars = Array(covered.unicodeScalars)[try #require(words.start)..<(try #require(words.end))]
            #expect(String(String.UnicodeScalarView(scalars)) == "merde")

            let late = RedactionRequest(spans: [.init(start: 0, end: 2)], reason: "personal_data", textVersion: stale.textVersion)
            expect(try await daemon.desk.post("/admin/v1/comments/\(receipt.id)/redact", late), .conflict, 409, .english)
            for spans in [[], [RedactionRequest.Span(start: 5, end: 5)], [.init(start: -1, end: 5)], [.init(start: 0, end: .max)]] {
                let body = RedactionRequest(spans: spans, reason: "personal_data", textVersion: comment.textVersion)
                expect(try await daemon.desk.post("/admin/v1/comments/\(receipt.id)/redact", body), .invalidField, 422, .english)
            }
            #expect(try await hearback.run("comment", "redact", receipt.reference, "--finding", "1").errors.contains("covered already"))
            #expect(try await hearback.run("comment", "redact", receipt.reference, "--finding", "9").exit == .code(65))
            #expect(try await hearback.run("comment", "redact", receipt.reference).exit == .code(64))

            let original = try await hearback.run("comment", "show", receipt.reference, "--original").check().output
            #expect(original.contains("Appelez Amal au 06 12 34 56 78"))
            #expect(try await daemon.comment(receipt.id).timeline.last?.event == .originalRead)
            #expect(try await daemon.receipt(receipt.receiptToken).timeline.count == 4)

            #expect(try await daemon.rebuild().differences == 0)
            try await daemon.restart()
            #expect(try await daemon.receipt(receipt.receiptToken).text == covered)
            #expect(try await daemon.query("SELECT count(*) FROM content WHERE text LIKE '%34 56%'") == ["0"])
            #expect(!daemon.errors.contains("Amal"))
        }
    }

    @Test("A text that screening can't look at is taken, waits, and is marked for a human")
    func fault() async throws {
        let limits = ["intake.text_characters": "300000", "intake.text_bytes": "300000", "intake.body_bytes": "400000"]
        try await DaemonFixture.with(configuration: limits, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample(String(repeating: "ab ", count: 80_000)))

            let comment = try await daemon.comment(receipt.id)
            let hearback = try daemon.commandLineTool()

            #expect(comment.state == .awaitingApproval)
            #expect(comment.screening == ScreeningResource(flags: [.failed], findings: [], failure: .textTooLong))
            #expect(try await hearback.run("queue", "list", "--flag", "failed", "--json").check().lines.count == 1)
            #expect(try await hearback.run("queue", "list", "--unflagged", "--json").check().lines.isEmpty)
            let shown = try await hearback.run("comment", "show", receipt.id).check().output
            #expect(shown.contains("not screened (the text is too long): read it with care"))
        }
    }

    @Test(
        "The original is not for moderators, the redaction not for responders",
        .enabled(if: OtherUser.isPossible, "only root can call the socket as another user"))
    func roles() async throws {
        for (role, redacts) in [("moderators", true), ("responders", false), ("auditors", false)] {
            try await DaemonFixture.with(configuration: ["roles.\(role)": "[\"\(OtherUser.name)\"]"], simulatedClock: Demo.start) { daemon in
                try await daemon.add(try Demo.bills())
                let receipt = try await daemon.submit(.sample(Self.text))
                let version = try await daemon.comment(receipt.id).textVersion
                let other = try OtherUser(daemon)
                let body = "{\"spans\":[{\"start\":0,\"end\":2}],\"reason\":\"personal_data\",\"text_version\":\(version)}"
                #expect(try await other.post("/admin/v1/comments/\(receipt.id)/redact", body).status == (redacts ? 200 : 403))
                #expect(try await other.post("/admin/v1/comments/\(receipt.id)/original", "").status == 403)
            }
        }
    }

    @Test("Word lists that can't be read, and unknown rules, stop the start with the place of the fault", arguments: [
        ("lists", "\"/nonexistent\"", "screening.lists: the folder /nonexistent can't be read"),
        ("rules", "[\"words\", \"manners\"]", "screening.rules: 'manners' is unknown"),
        ("rules", "[\"failed\"]", "screening.rules: 'failed' is unknown"),
    ])
    func faultyConfiguration(key: String, value: String, expected: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let file = try scratch.write(try DaemonSettings.toml(in: scratch, ["screening.\(key)": value]), to: "hearback.toml")
            let daemon = CommandLineTool(program: try Project.program("hearbackd"), scratch: scratch)
            for arguments in [["--config", file], ["--config", file, "--check-config"]] {
                let result = try await daemon.run(arguments, timeout: .seconds(20))
                #expect(result.exit == .code(78))
                #expect(result.errors.contains("error: \(expected)"))
            }
        }
    }

    @Test("A faulty list is told by file and line, without its words; an own list is found without a line of code")
    func ownLists() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let folder = scratch.file("lists")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let file = try scratch.write(
                try DaemonSettings.toml(in: scratch, ["screening.lists": DaemonSettings.quoted(folder)]), to: "hearback.toml")
            _ = try scratch.write("# languages: fr\nsaperlipopette\n???\n", to: "lists/ours.txt")
            let daemon = CommandLineTool(program: try Project.program("hearbackd"), scratch: scratch)
            let hearback = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)

            let bad = try await daemon.run("--config", file, "--check-config")
            #expect(bad.exit == .code(78))
            #expect(bad.errors.contains("lists/ours.txt, line 3: the entry has no letters"))
            #expect(try await hearback.run("screen", "--language", "fr", "--lists", folder, input: "x").exit == .code(65))

            _ = try scratch.write("# languages: fr\nsaperlipopette\n", to: "lists/ours.txt")
            _ = try await daemon.run("--config", file, "--check-config").check()
            let found = try await hearback.run(
                "screen", "--language", "fr", "--lists", folder, "--json", input: "Ah, Saperlipopette !\n").check()
            #expect(
                found.output
                    == #"{"findings":[{"code":"ours","end":18,"flag":"words","start":4,"text":"Saperlipopette"}],"flags":["words"]}"# + "\n")
        }
    }
}
