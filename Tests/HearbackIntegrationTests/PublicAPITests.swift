import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("The public API for programs", .keepingFailures)
struct PublicAPITests {
    @Test("It does what its description says: schemathesis finds nothing, and a comment of its own was recorded")
    func conformance() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample())
            _ = try await daemon.act("publish", on: receipt.id)
            let tool = CommandLineTool(program: Project.python, scratch: daemon.scratch)
            let url = "http://127.0.0.1:\(try daemon.announcement.port)"
            _ = try await tool.run(
                Project.file("Tests/Fixtures/api/conformance.py"), url, receipt.receiptToken, daemon.scratch.path, timeout: .seconds(120)
            ).check()
            #expect(try await daemon.site.get("/v1/bills/pl-03-25", as: BillResource.self).counts.received > 1)
        }
    }

    @Test("What is public carries a tag, is not sent again to who has it, has a HEAD, and is open to other sites; receipts are not")
    func shared() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample())
            let origin = [(name: "Origin", value: "https://news.example")]
            _ = try await daemon.act("publish", on: receipt.id)
            for path in ["/v1/comments/\(receipt.id)", "/v1/policy?lang=ar", "/v1/bills", "/v1/bills/pl-03-25", "/v1/bills/pl-03-25/comments", "/v1/statistics", "/v1/answers.atom", "/openapi.json", "/v1/open-data/dictionary.json"] {
                let response = try await daemon.site.get(path, headers: origin)
                let tag = try #require(response.headers["etag"], "\(path)")
                #expect(response.headers["access-control-allow-origin"] == "*" && response.headers["access-control-allow-credentials"] == nil)
                let again = try await daemon.site.get(path, headers: [("If-None-Match", "\"other\", \(tag)")])
                #expect(again.status == 304 && again.body.isEmpty, "\(path)")
                let head = try await daemon.site.send(HTTPRequest("HEAD", path))
                #expect(head.status == 200 && head.body.isEmpty && head.headers["etag"] == tag, "\(path)")
            }
            let secret = try await daemon.site.get("/v1/receipts/\(receipt.receiptToken)", headers: origin)
            #expect(secret.headers["access-control-allow-origin"] == nil && secret.headers["cache-control"] == "no-store")
            let asked = origin + [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type,idempotency-key")]
            let allowed = try await daemon.site.send(HTTPRequest("OPTIONS", "/v1/comments", headers: asked))
            #expect(allowed.status == 204 && allowed.headers["access-control-allow-headers"]?.contains("idempotency-key") == true)
            let wrong = try await daemon.site.send(HTTPRequest("DELETE", "/v1/bills"))
            #expect(wrong.status == 405 && wrong.headers["allow"] == "GET, HEAD")
        }
    }

    @Test("What the pages show of one comment, one article and the policy is there for programs, and no more")
    func parts() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let (article, other) = ("1", "2")
            var request = SubmissionRequest.sample("Sur le premier.")
            request.article = article
            let receipt = try await daemon.submit(request)
            #expect(try await daemon.site.get("/v1/comments/\(receipt.id)").status == 404)
            _ = try await daemon.act("publish", on: receipt.id)
            let comment = try await daemon.site.get("/v1/comments/\(receipt.id)", as: PublishedComment.self)
            let listed = try await daemon.site.get("/v1/bills/pl-03-25/comments?article=\(article)", as: PublishedPage.self)
            #expect(listed.comments == [comment] && comment.text == "Sur le premier.")
            #expect(try await daemon.site.get("/v1/bills/pl-03-25/comments?article=\(other)", as: PublishedPage.self).comments.isEmpty)
            #expect(try await daemon.site.get("/v1/bills/pl-03-25/comments?article=99").status == 422)
            let policy = try await daemon.site.get("/v1/policy?lang=fr", as: PolicyResource.self)
            #expect(policy.reasons.map(\.code) == RejectionReason.allCases && policy.reasons[0].name == "Message indésirable ou publicité")
            _ = try await daemon.act("unpublish", on: receipt.id, RejectionRequest(reason: "unlawful", explanation: "Loi."))
            #expect(try await daemon.site.get("/v1/comments/\(receipt.id)").status == 404)
        }
    }

    @Test("A feed reader reads the feeds, whatever citizens wrote, the newest first")
    func feeds() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let texts = PageEscapingTests.corpus + ["tab\tand\nline", "نص \u{2067}عربي\u{2069}", "ⴰⵣⵓⵍ", "\u{1F600}"]
            var ids: [String] = []
            for (number, text) in texts.enumerated() {
                try await daemon.moveClock(to: "2025-09-01T09:\(number < 10 ? "0" : "")\(number):00.000Z")
                ids.append(try await daemon.submit(.sample(text)).id)
                _ = try await daemon.act("publish", on: ids[number])
            }
            _ = try await daemon.act("answer", on: ids[3], TextRequest(text: "<b>Réponse</b>"))
            let feed = try await read("/v1/bills/pl-03-25/feed.atom?lang=ar", daemon)
            #expect(feed.error == nil && feed.version == "atom10")
            #expect(feed.entries.map(\.link) == ids.reversed().map { "http://hearback.test/ar/comments/\($0)" })
            #expect(Set(feed.entries.map(\.id)).count == ids.count && feed.updated == feed.entries.map(\.updated).max())
            #expect(feed.entries.allSatisfy { $0.type == "text/plain" && $0.language == "fr" })
            for (entry, text) in zip(feed.entries, texts.reversed()) {
                #expect(entry.text.hasPrefix(text.trimmingCharacters(in: .whitespacesAndNewlines)), "\(entry.text)")
            }
            let answers = try await read("/v1/answers.atom?lang=fr", daemon)
            #expect(answers.entries.map(\.link) == ["http://hearback.test/fr/comments/\(ids[3])"])
            #expect(answers.entries[0].text.contains("<b>Réponse</b>") && answers.title == "Réponses et suites données")
        }
    }

    private struct Feed: Decodable {
        let error: String?
        let version: String
        let title: String
        let updated: String
        let entries: [Entry]

        struct Entry: Decodable {
            let id: String
            let link: String
            let updated: String
            let type: String
            let language: String
            let text: String
        }
    }

    private func read(_ path: String, _ daemon: DaemonFixture) async throws -> Feed {
        let response = try await daemon.site.get(path)
        #expect(response.headers["content-type"] == "application/atom+xml; charset=utf-8")
        let tool = CommandLineTool(program: Project.python, scratch: daemon.scratch)
        let result = try await tool.run(Project.file("Tests/Fixtures/api/feed.py"), input: response.text).check()
        return try JSONDecoder().decode(Feed.self, from: Data(result.output.utf8))
    }

    @Test("The open data follows from the transparency log, by a program that shares no code with ours; what is not public is not in it")
    func openData() async throws {
        let settings = ["open_data.licence": "\"https://example.org/licence\"", "transparency.publish_seconds": "1"]
        try await DaemonFixture.with(configuration: settings, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            try await play(daemon)
            let (table, lines) = (try await daemon.site.get("/v1/open-data/comments.csv"), try await daemon.site.get("/v1/open-data/comments.jsonl"))
            #expect(table.headers["link"]?.contains("<https://example.org/licence>; rel=\"license\"") == true)
            _ = try daemon.scratch.write(table.text, to: "comments.csv")
            _ = try daemon.scratch.write(lines.text, to: "comments.jsonl")
            let outsider = try await LogOutsider(daemon)
            try await outsider.waitForHead()
            _ = try await outsider.export(to: "mirror").check()
            let mirror = daemon.scratch.file("mirror")
            let tool = CommandLineTool(program: Project.python, scratch: daemon.scratch)
            let judged = try await tool.run(
                Project.file("Tests/Fixtures/api/recompute.py"), mirror, daemon.scratch.file("comments.csv"), daemon.scratch.file("comments.jsonl")
            ).check()
            #expect(judged.output == "", "\(judged.output)")
            let records = try lines.text.split(separator: "\n").map { try WireJSON.decode(OpenRecord.self, from: Data($0.utf8)) }
            #expect(Set(records.map(\.state)).count >= 4 && records.contains { $0.isImported })
            let one = try await daemon.site.get("/v1/bills/\(records[0].bill)/open-data/comments.jsonl").text.split(separator: "\n")
            #expect(one.count == records.filter { $0.bill == records[0].bill }.count && one.count < records.count)
        }
    }

    /// Comments in every state, imported ones among them.
    private func play(_ daemon: DaemonFixture) async throws {
        _ = try await daemon.commandLineTool().run("import", Project.file("Tests/Fixtures/demo/history.jsonl")).check()
        var ids: [String] = []
        for number in 0..<8 {
            try await daemon.moveClock(to: "2025-09-01T10:00:0\(number).\(number)07Z")
            let text = number == 5 ? "=HYPERLINK(\"x\")\n\"cité\", ligne" : "Commentaire \(number)"
            ids.append(try await daemon.submit(.sample(text)).id)
        }
        _ = try await daemon.act("publish", on: ids[0])
        _ = try await daemon.act("answer", on: ids[0], TextRequest(text: "+1"))
        _ = try await daemon.act("outcome", on: ids[0], OutcomeRequest(outcome: "adopted", reason: "Oui.", citation: "Article 3"))
        _ = try await daemon.act("reject", on: ids[1], RejectionRequest(reason: "spam", explanation: "Publicité."))
        _ = try await daemon.act("clarify", on: ids[2], TextRequest(text: "Quoi ?"))
        _ = try await daemon.act("publish", on: ids[3])
        _ = try await daemon.act("unpublish", on: ids[3], RejectionRequest(reason: "unlawful", explanation: "Loi."))
        _ = try await daemon.act("publish", on: ids[5])
    }
}
