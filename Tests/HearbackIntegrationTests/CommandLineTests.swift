import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

/// The real `hearback` against the real daemon.
@Suite("The command line", .keepingFailures)
struct CommandLineTests {
    private struct Summary: Codable, Equatable {
        var rows: Int
        var imported: Int
        var known: Int
        var refused: Int
    }

    private struct Facts: Codable {
        struct History: Codable {
            struct Refused: Codable { var line: Int }
            struct Times: Codable {
                var n: Int
                var p50_nearest_rank: Int64
                var p90_nearest_rank: Int64
            }
            var accepted: Int
            var refused: [Refused]
            var received_to_decision_ms: Times
        }
        var history_csv: History
    }

    private func summary(_ result: CommandLineTool.Result) throws -> Summary {
        try JSONDecoder().decode(Summary.self, from: Data((result.lines.last ?? "").utf8))
    }

    @Test("import takes the two cases, and a second time knows them all")
    func importsJSONLines() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let hearback = try daemon.commandLineTool()
            let file = Project.file("Tests/Fixtures/demo/history.jsonl")

            let first = try await hearback.run("import", file, "--json").check()
            let second = try await hearback.run("import", file, "--json").check()
            let words = try await hearback.run("import", file).check()

            #expect(try summary(first) == Summary(rows: 26, imported: 26, known: 0, refused: 0))
            #expect(try summary(second) == Summary(rows: 26, imported: 0, known: 26, refused: 0))
            #expect(words.output.contains("26 rows: 0 imported, 26 known already, 0 refused"))
            let latency = try await hearback.run("latency", "--bill", "case-school-education").check()
            #expect(latency.output.contains("969"))
        }
    }

    @Test("import knows a WordPress export by how it begins, keeps its times, leaves out what is no comment, and takes nothing twice")
    func importsWordPress() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let hearback = try daemon.commandLineTool()
            let arguments = [
                "import", Project.file("Tests/Fixtures/import/wordpress.xml"), "--bill", "pl-03-25", "--language", "en", "--submitter-kind", "person",
                "--exported-at", "2024-01-01T00:00:00Z", "--json",
            ]
            let first = try await hearback.run(arguments)
            let second = try await hearback.run(arguments)

            // The file has one identifier twice.
            #expect(try summary(first) == Summary(rows: 8, imported: 7, known: 1, refused: 0), "\(first.errors)")
            #expect(try summary(second) == Summary(rows: 8, imported: 0, known: 8, refused: 0))
            let page = try await daemon.site.get("/v1/bills/pl-03-25/comments", as: PublishedPage.self)
            // Rows that come together are taken in as they can be: their order is not kept.
            #expect(page.comments.first { $0.text == "Erster!1" }?.receivedAt.rfc3339 == "2014-01-14T17:32:12.000Z")
            #expect(page.comments.allSatisfy { $0.publishedAt.rfc3339 == "2024-01-01T00:00:00.000Z" })
            let unknown = try await hearback.run("import", Project.file("docs/errors.md"))
            #expect(unknown.exit == .code(64) && unknown.errors.contains("hint: give --format jsonl, csv, wxr, disqus, decidim, regulations"))
            let decidim = try await hearback.run(
                "import", Project.file("Tests/Fixtures/import/decidim.csv"), "--format", "decidim", "--bill", "pl-03-25", "--submitter-kind", "person", "--json")
            #expect(decidim.exit == .code(1) && decidim.errors.contains("text_empty"))
            #expect(try summary(decidim) == Summary(rows: 3, imported: 2, known: 0, refused: 1))
        }
    }

    @Test("What export writes another installation imports, and writes out again as it was", arguments: ["jsonl", "csv"])
    func movesOut(_ format: String) async throws {
        let exported = try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let hearback = try daemon.commandLineTool()
            _ = try await hearback.run("import", Project.file("Tests/Fixtures/demo/history.jsonl")).check()
            let association = SubmitterRequest(kind: "association", name: "=Ligue, \"parents\"", email: "a@ligue.example")
            var request = SubmissionRequest.sample("-Des mots,\n\"cités\"; نص")
            request.submitter = association
            let published = try await daemon.submit(request)
            _ = try await daemon.act("publish", on: published.id)
            let translations = LocalizedText([.arabic: "شكرا", .tamazight: "ⵜⴰⵏⵎⵎⵉⵔⵜ"])
            _ = try await daemon.act("answer", on: published.id, AnswerRequest(text: "Merci.", translations: translations))
            _ = try await daemon.act(
                "outcome", on: published.id, OutcomeRequest(outcome: "adopted", reason: "Repris.", translations: translations))
            _ = try await daemon.submit(.sample("Attend."))
            let withdrawn = try await daemon.submit(.sample("Retiré."))
            _ = try await daemon.site.post("/v1/receipts/\(withdrawn.receiptToken)/withdraw", as: ReceiptResource.self)
            let result = try await hearback.run("export", "--format", format).check()
            #expect(result.errors.contains("28 comments; left out: 1 withdrawn"))
            try await waitUntil("the export is in the log") { daemon.errors.contains("act=export") }
            let one = try await hearback.run("export", "--bill", "pl-03-25").check()
            #expect(one.lines.count == 2 && one.output.contains("a@ligue.example"))
            #expect(result.output.components(separatedBy: "ⵜⴰⵏⵎⵎⵉⵔⵜ").count == 3)
            let none = try await hearback.run("export", "--bill", "none")
            #expect(none.exit == .code(65) && none.output.isEmpty)
            return result.output
        }
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let hearback = try daemon.commandLineTool()
            let file = try daemon.scratch.write(exported, to: "moved." + format)
            #expect(try summary(try await hearback.run("import", file, "--json").check()) == Summary(rows: 28, imported: 28, known: 0, refused: 0))
            // Rows that come together are taken in as they can be: their order is not kept.
            let again = try await hearback.run("export", "--format", format).check().output
            #expect(again.split(separator: "\n").sorted() == exported.split(separator: "\n").sorted())
        }
    }

    @Test("import of the CSV takes 150 rows, names the 3 broken lines, and the latency is that of the facts")
    func importsTable() async throws {
        let facts = try JSONDecoder().decode(Facts.self, from: try Project.contents("Tests/Fixtures/demo/facts.json"))
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let hearback = try daemon.commandLineTool()
            let file = Project.file("Tests/Fixtures/demo/history.csv")

            let result = try await hearback.run(
                "import", file, "--map-file", Project.file("Tests/Fixtures/demo/history.columns.json"),
                "--submitter-kind", "person", "--json")
            let path = "/admin/v1/latency?bill=uk-petitions-sample"
            let latency = try await daemon.desk.get(path + "&imports=believed", as: LatencyReport.self)
            let careful = try await daemon.desk.get(path, as: LatencyReport.self)

            #expect(result.exit == .code(1))
            let expected = Summary(rows: 153, imported: facts.history_csv.accepted, known: 0, refused: 3)
            #expect(try summary(result) == expected)
            let refused = result.errors.split(separator: "\n").compactMap { line in
                (try? JSONDecoder().decode(Facts.History.Refused.self, from: Data(line.utf8)))?.line
            }
            #expect(refused == facts.history_csv.refused.map(\.line))
            let times = facts.history_csv.received_to_decision_ms
            #expect(latency.overall.decided == times.n)
            #expect(latency.overall.undecided == 0)
            // Reports are in whole seconds.
            #expect(latency.overall.p50.milliseconds == times.p50_nearest_rank / 1_000 * 1_000)
            #expect(latency.overall.p90.milliseconds == times.p90_nearest_rank / 1_000 * 1_000)
            // Decided before anyone here could see them wait: they say nothing of a wait unless they are believed.
            #expect(careful.overall.decided == times.n)
            #expect(careful.overall.p50.milliseconds == nil)
        }
    }

    @Test("A moderator's day: next, publish, reject, answer, outcome, and what the timeline says")
    func day() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let hearback = try daemon.commandLineTool()
            let first = try await daemon.submit(.sample("Le premier"))
            let second = try await daemon.submit(.sample("Le second"))

            let next = try await hearback.run("queue", "next", "--json").check()
            _ = try await hearback.run("comment", "publish", first.id).check()
            let rejected = try await hearback.run(
                "comment", "reject", second.reference, "--reason", "off_topic", "--explanation", "Hors sujet.")
            let again = try await hearback.run("comment", "publish", second.id)
            let unknown = try await hearback.run("comment", "show", "cmt_99")
            let empty = try await hearback.run("queue", "next")

            #expect(try JSONDecoder().decode(CommentResource.self, from: Data(next.output.utf8)).id == first.id)
            #expect(rejected.exit == .code(0), "\(rejected)")
            #expect(again.exit == .code(1))
            #expect(again.errors.hasPrefix("error: "))
            #expect(again.errors.contains("hint: "))
            #expect(unknown.exit == .code(66))
            #expect(empty.exit == .code(66))
            #expect(try await daemon.receipt(second.receiptToken).decision?.explanation == "Hors sujet.")
        }
    }

    @Test("Without a daemon the tool says which socket it tried, and ends with 69")
    func noDaemon() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let tool = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)

            let result = try await tool.run("queue", "list", "--socket", scratch.file("none.sock"))

            #expect(result.exit == .code(69))
            #expect(result.errors.contains(scratch.file("none.sock")))
            #expect(result.output.isEmpty)
        }
    }
}
