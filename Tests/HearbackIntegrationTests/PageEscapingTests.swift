import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Pages of hostile words", .keepingFailures)
struct PageEscapingTests {
    /// After OWASP's XSS Filter Evasion and its neighbours: elements, attributes, addresses, encodings, templates, and signs that
    /// carry an accent.
    static let corpus = [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "</textarea><script>alert(1)</script>",
        "</title><script>alert(1)</script>", "javascript:alert(1)", "<a href=\"javascript:alert(1)\">x</a>", "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#x3C;script&#x3E;", "{{{t.send}}}", "{{#bills}}", "<!-- --><b>", "<iframe srcdoc='<script>alert(1)</script>'>", "\"\u{301} onfocus=alert(1) autofocus x=\"\u{301}",
        "<\u{338}script>", "＜script＞", "<style>*{display:none}</style>", "]]><x>", "<math><mtext></mtext><script>alert(1)</script>", "</bdi></p><script>",
        "\u{2067}<b>\u{2069}", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>", "`${alert(1)}`", "<form action=//evil.example><input name=form>",
    ]

    private struct Seen: Decodable {
        let strange: [String]
        let addresses: [String]
        let scripts: Int
    }

    private func read(_ pages: [String], _ scratch: Scratch) async throws -> [Seen] {
        let tool = CommandLineTool(program: Project.python, scratch: scratch)
        let result = try await tool.run(Project.file("Tests/Fixtures/pages/elements.py"), input: String(decoding: try JSONEncoder().encode(pages), as: UTF8.self)).check()
        return try result.lines.map { try JSONDecoder().decode(Seen.self, from: Data($0.utf8)) }
    }

    @Test("What citizens, associations, responders and institutions write stays words on every page")
    func corpus() async throws {
        try await DaemonFixture.with(configuration: ["mail.institution": "'<b onclick=alert(1)>Chambre'"], simulatedClock: Demo.start) { daemon in
            var bill = try Demo.bills()[0]
            let hostile = Self.corpus.joined(separator: " ")
            bill.titles = LocalizedText([.french: "\"><img src=x onerror=alert(1)>", .arabic: "<script>alert(1)</script>"])
            (bill.sponsors, bill.committee, bill.stage, bill.reference) = (["<i>a</i>"], "\"'<u>", "</dd><script>", "<\u{338}x>")
            bill.articles = [Article(id: "1", titles: LocalizedText([.french: hostile.prefix(150) + ""]), texts: LocalizedText([.french: hostile]))]
            try await daemon.add([bill])
            var pages: [String] = []
            var paths = ["", "bills/\(bill.id)", "bills/\(bill.id)/articles/1", "bills/\(bill.id)/comment", "embed/\(bill.id)", "policy", "statistics", "bills/\(bill.id)/statistics"]
            for text in Self.corpus {
                let submission = SubmissionRequest(
                    bill: bill.id, article: "1", language: "fr", text: text, submitter: SubmitterRequest(kind: "association", name: text))
                let receipt = try await daemon.submit(submission)
                _ = try await daemon.act("publish", on: receipt.id)
                _ = try await daemon.act("answer", on: receipt.id, TextRequest(text: text))
                paths += ["comments/\(receipt.id)", "receipts/\(receipt.receiptToken)"]
            }
            let visitor = try PageVisitor(daemon)
            for language in [Language.french, .arabic] {
                for path in paths { pages.append(try await visitor.html("/\(language.rawValue)/\(path)")) }
            }
            for text in Self.corpus {
                let fields = ["text": "", "name": text, "email": text, "article": text, "language": text, "kind": text, "website": text]
                pages.append(try await visitor.send("/fr/bills/\(bill.id)/comment", fields).text)
                pages.append(try await visitor.post("/fr/verify", ["receipt": text]).text)
            }
            for (seen, page) in zip(try await read(pages, daemon.scratch), pages) {
                #expect(seen.strange.isEmpty, "\(seen.strange) in \(page.prefix(400))")
                #expect(seen.scripts <= 1)
                for address in seen.addresses {
                    #expect(address.hasPrefix("/") && !address.hasPrefix("//") || address.hasPrefix("#"), "\(address)")
                }
            }
        }
    }

    @Test("The reader that judges them finds what it should find")
    func judge() async throws {
        let scratch = try Scratch(named: "judge")
        try await scratch.use {
            let seen = try await read(["<p onclick=x><script>1</script><a href='javascript:1'>", "<p>&lt;script&gt;</p>"], scratch)
            #expect(seen[0].strange.count == 2 && seen[0].addresses == ["javascript:1"] && seen[0].scripts == 1)
            #expect(seen[1].strange.isEmpty && seen[1].scripts == 0)
        }
    }
}
