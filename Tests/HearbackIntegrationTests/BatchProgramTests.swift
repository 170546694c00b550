import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Many decisions through the programs", .keepingFailures)
struct BatchProgramTests {
    private func batch(_ result: CommandLineTool.Result) throws -> BatchResource {
        try JSONDecoder().decode(BatchResource.self, from: Data((result.lines.last ?? "").utf8))
    }

    @Test("A dry run decides nothing; then each submitter is told on their own; undo takes it back")
    func rejects() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let first = try await daemon.submit(.sample("Premier \u{202A}avis\u{202C}"))
            let second = try await daemon.submit(.sample("Second avis"))
            let hearback = try daemon.commandLineTool()
            let reject = [
                "comment", "reject", "--where", "language=fr", "--where", "submitter=person", "--reason", "off_topic",
                "--explanation", "Hors sujet.",
            ]

            let dry = try await hearback.run(reject + ["--dry-run"]).check()
            let listed = try await hearback.run("batch", "list", "--json").check()
            let unasked = try await hearback.run(reject)
            let done = try batch(try await hearback.run(reject + ["--yes", "--json"]).check())
            let shown = try await hearback.run("comment", "show", second.id, "--json").check()
            let receipt = try await daemon.receipt(first.receiptToken)
            let undone = try batch(try await hearback.run("batch", "undo", done.id ?? "", "--json").check())

            #expect(dry.output.contains("nothing was decided"))
            #expect(dry.output.contains(first.reference))
            #expect(!dry.output.contains("\u{202A}"))
            #expect(listed.output.isEmpty)
            #expect(unasked.exit == .code(64))
            #expect(unasked.errors.contains("--yes"))
            #expect(done.applied == 2)
            #expect(done.state == .done)
            let timeline = try JSONDecoder().decode(CommentResource.self, from: Data(shown.output.utf8)).timeline
            #expect(timeline.first { $0.event == .rejected }?.batch == done.id)
            #expect(receipt.decision?.explanation == "Hors sujet.")
            #expect(undone.undone == 2)
            #expect(try await daemon.receipt(first.receiptToken).decision == nil)
        }
    }

    @Test("A condition with a typo is refused, and no condition does not mean everything")
    func typos() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let comment = try await daemon.submit(.sample("Avis"))
            let hearback = try daemon.commandLineTool()

            for condition in [
                "langage=fr", "language=xx", "older-than=3", "older-than=-1d", "flag=foo", "submitter=anyone", "bill=",
                "received-from=yesterday", "language",
            ] {
                let result = try await hearback.run("comment", "publish", "--where", condition, "--yes")
                #expect(result.exit == .code(64), "\(condition): \(result)")
                #expect(try await hearback.run("queue", "list", "--where", condition).exit == .code(64), "\(condition)")
            }
            #expect(try await hearback.run("comment", "publish", "--yes").exit == .code(64))
            #expect(try await hearback.run("comment", "publish", comment.id, "--dry-run").exit == .code(64))
            for body in [
                #"{"selection":{"langage":"fr"},"decision":"publish"}"#, #"{"selection":{},"decision":"publish"}"#,
                #"{"selection":{"bill":"x"},"all_waiting":true,"decision":"publish"}"#,
                #"{"selection":{"bill":"x"},"decision":"erase"}"#, #"{"selection":{"bill":"x"},"decision":"reject"}"#,
                #"{"selection":{"bill":"x"},"decision":"publish","limit":0}"#,
                #"{"selection":{"older_than":"9223372036854775807"},"decision":"publish"}"#,
            ] {
                let answer = try await daemon.desk.post(
                    "/admin/v1/batches", Data(body.utf8))
                #expect((400..<500).contains(answer.status), "\(body): \(answer.status)")
            }
            #expect(try await daemon.desk.get("/admin/v1/queue?langage=fr").status == 422)
            #expect(try await daemon.receipt(comment.receiptToken).decision == nil)
            _ = try await hearback.run("comment", "publish", "--all-waiting", "--yes").check()
            #expect(try await daemon.receipt(comment.receiptToken).decision != nil)
        }
    }

    @Test("References from standard input; what a colleague decided is named, with exit code 1; the limit is told")
    func references() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let first = try await daemon.submit(.sample("Un"))
            let second = try await daemon.submit(.sample("Deux"))
            _ = try await daemon.submit(.sample("Trois"))
            let hearback = try daemon.commandLineTool()
            _ = try await hearback.run("comment", "publish", second.id).check()

            let names = "\(first.reference)  cited\n\n\(second.id)\n"
            let wrong = try await hearback.run("comment", "publish", "--from-file", "-", "--yes", input: "HB-AAAA-AAAB\n")
            let small = try await hearback.run("comment", "publish", "--from-file", "-", "--yes", "--limit", "1", input: names)
            let done = try await hearback.run("comment", "publish", "--from-file", "-", "--yes", input: names)

            #expect(wrong.exit == .code(65) || wrong.exit == .code(66), "\(wrong)")
            #expect(small.errors.contains("2 comments are selected, the limit is 1"))
            #expect(done.exit == .code(1))
            #expect(done.output.contains("1 decided, 1 left as they were"))
            #expect(done.output.contains(second.reference))
        }
    }

    @Test("A daemon that is killed in the middle: going on decides each exactly once")
    func killed() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            for number in 1...150 { _ = try await daemon.submit(.sample("Avis \(number)")) }
            let hearback = try daemon.commandLineTool()
            var selection = SelectionRequest()
            selection.language = "fr"
            let made = try await daemon.desk.post(
                "/admin/v1/batches",
                BatchRequest(selection: selection, allWaiting: false, decision: "publish", limit: nil, dryRun: false),
                as: BatchResource.self)
            let id = try #require(made.id)
            _ = try await daemon.desk.post("/admin/v1/batches/\(id)/apply", as: BatchResource.self)
            async let second = daemon.desk.post("/admin/v1/batches/\(id)/apply", Data())
            try await daemon.kill()
            // Answered or cut off: both are right.
            _ = try? await second
            try await daemon.start()

            let done = try batch(try await hearback.run("batch", "apply", id, "--json").check())

            #expect(done.applied == 150)
            for number in [1, 64, 65, 128, 129, 150] {
                let comment = try await daemon.desk.get("/admin/v1/comments/cmt_\(number)", as: CommentResource.self)
                #expect(comment.timeline.count { $0.event == .published } == 1)
            }
        }
    }

    @Test("A bar shows how far it is; Ctrl-C stops between two steps and says how to go on; going on decides each once")
    func interrupted() async throws {
        try await DaemonFixture.with(configuration: ["notices.decision_grace_seconds": "0"], simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let received = try #require(Instant(rfc3339: "2025-08-20T10:00:00Z"))
            let rows = (0..<3_000).map { number in
                ImportRow(
                    externalID: "row-\(number)", bill: "pl-03-25", language: "fr", text: "Remarque \(number).",
                    submitter: SubmitterRequest(kind: "person"), receivedAt: received)
            }
            for start in stride(from: 0, to: rows.count, by: 1_000) {
                _ = try await daemon.desk.post(
                    "/admin/v1/import", ImportRequest(rows: Array(rows[start..<start + 1_000])), as: ImportResponse.self)
            }
            let screen = try await ReviewScenario(daemon).run("""
                t = DeskTerminal([program, "comment", "publish", "--where", "language=fr", "--limit", "5000", "--yes", "--socket", socket])
                opened.append(t)
                t.wait(lambda t: re.search(r"\\[#+\\.*\\] [0-9,]+ of 3,000 decided", t.text))
                t.send(b"\\x03")
                t.wait("interrupted: ")
                code = t.end()
                assert code == 130, code
                assert "hearback batch apply bat_1" in t.text, t.text
                assert "#." not in t.text, t.text
                print(t.text)
                """).joined(separator: "\n")
            let hearback = try daemon.commandLineTool()
            let stopped = try batch(try await hearback.run("batch", "show", "bat_1", "--json").check())
            #expect(stopped.state == .unfinished && stopped.applied > 0 && stopped.pending > 0, "\(screen)")
            let done = try batch(try await hearback.run("batch", "apply", "bat_1", "--json").check())
            #expect(done.state == .done && done.applied == 3_000 && done.refused == 0)
        }
    }
}
