import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackCommands

@Suite("Exports of other systems")
struct ImportSystemTests {
    private static let exported = "2020-01-01T00:00:00.000Z"

    private func rows(_ data: Data, _ format: ImportFormat, chunk: Int = 1_000, change: (inout RowMapping) -> Void = { _ in }) throws -> [SourceRow] {
        var mapping = RowMapping()
        mapping.constants = [.bill: "pl", .language: "fr", .submitterKind: "person"]
        change(&mapping)
        var rest = Array(data)[...]
        var source = RowSource(format: format, exported: Self.exported, mapping: mapping) {
            guard !rest.isEmpty else { return nil }
            defer { rest = rest.dropFirst(chunk) }
            return Array(rest.prefix(chunk))
        }
        var found: [SourceRow] = []
        while let rows = try source.next() { found += rows }
        return found
    }

    private func fixture(_ name: String) throws -> Data { Data(try Project.contents("Tests/Fixtures/import/" + name)) }

    private func taken(_ rows: [SourceRow]) -> [ImportRow] {
        rows.compactMap { entry in if case .row(let row) = entry.content { row } else { nil } }
    }

    private func refusals(_ rows: [SourceRow]) -> [String] {
        rows.compactMap { entry in if case .refused(let problem) = entry.content { "\(entry.line) \(problem.detail ?? "")" } else { nil } }
    }

    @Test("Every comment is read with its identifier, author and time, as Python's xml.etree reads them", arguments: [(ImportFormat.wxr, "wordpress.xml", "wordpress:wordpress:"), (.disqus, "disqus.xml", "disqus:")])
    func oracle(_ format: ImportFormat, _ name: String, _ prefix: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let python = CommandLineTool(program: Project.python, scratch: scratch)
            let told = try await python.run(Project.file("Tests/Fixtures/import/records.py"), Project.file("Tests/Fixtures/import/" + name)).check()
            let expected = try JSONDecoder().decode([[String]].self, from: Data(told.output.utf8))
            let own = taken(try rows(try fixture(name), format))
            #expect(own.map(\.externalID) == expected.map { prefix + $0[0] })
            #expect(own.map(\.text) == expected.map { HTMLText.plain($0[1]) })
            #expect(own.map(\.receivedAt.rfc3339) == expected.map { $0[2] })
            #expect(own.map { $0.submitter.name ?? "" } == expected.map { $0[3] })
            #expect(own.count > 5 && own.allSatisfy { $0.bill == "pl" && $0.decision?.at.rfc3339 == Self.exported })
            #expect(own.filter { $0.decision?.kind != "published" }.count == (format == .wxr ? 0 : 1))
        }
    }

    private func wordpress(_ inside: String) -> Data {
        Data(
            """
            <?xml version="1.0"?><rss xmlns:wp="w"><channel><link>https://blog.example/x</link><pubDate>Sun, 17 Oct 2010 09:54:30 +0000</pubDate>
            <item><wp:post_id>5</wp:post_id><wp:post_name>loi</wp:post_name><category>a</category>
            <wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_date_gmt>2009-01-02 03:04:05</wp:comment_date_gmt>
            <wp:comment_content><![CDATA[Bonjour & <b>bien</b>]]></wp:comment_content>\(inside)</wp:comment></item></channel></rss>
            """.utf8)
    }

    @Test("What WordPress decided is kept: published at the latest when it was exported, spam and trash as refusals, waiting as waiting")
    func decisions() throws {
        func decision(_ approved: String) throws -> ImportedDecision? {
            try #require(taken(try rows(wordpress("<wp:comment_approved>\(approved)</wp:comment_approved>"), .wxr)).first).decision
        }
        #expect(try decision("1")?.kind == "published" && decision("0") == nil && decision("") == nil)
        #expect(try decision("spam")?.reason == "spam" && decision("trash")?.reason == "other")
        #expect(try decision("trash")?.explanation == "Moved to the trash in WordPress; no reason was recorded there.")
        var mapping = RowMapping()
        mapping.constants = [.language: "fr", .submitterKind: "person"]
        mapping.values[.bill] = ["loi": "pl-03"]
        var data: [UInt8]? = Array(wordpress("<wp:comment_approved>1</wp:comment_approved>"))
        var source = RowSource(format: .wxr, mapping: mapping) {
            defer { data = nil }
            return data
        }
        var row: ImportRow?
        while let found = try source.next() { row = row ?? taken(found).first }
        #expect(row?.bill == "pl-03" && row?.externalID == "wordpress:blog.example:1" && row?.text == "Bonjour & bien")
        // The file says when it was made.
        #expect(row?.decision?.at.rfc3339 == "2010-10-17T09:54:30.000Z")
    }

    @Test("Pingbacks are left out; a comment without a time in UTC is refused unless local times are taken for it")
    func others() throws {
        let ping = try rows(wordpress("<wp:comment_type>pingback</wp:comment_type>"), .wxr)
        guard case .leftOut(let why) = try #require(ping.first).content else { return #expect(Bool(false), "\(ping)") }
        #expect(why == "a pingback, not a comment")
        let text = String(decoding: wordpress("<wp:comment_date>2009-01-02 04:04:05</wp:comment_date>"), as: UTF8.self)
        let data = Data(text.replacing("2009-01-02 03:04:05", with: "0000-00-00 00:00:00").utf8)
        #expect(refusals(try rows(data, .wxr)) == ["3 a time without a zone"])
        #expect(taken(try rows(data, .wxr) { $0.assumesUTC = true }).first?.receivedAt.rfc3339 == "2009-01-02T04:04:05.000Z")
    }

    @Test("A file that ends or breaks in the middle gives what came before, and the line at which it broke")
    func broken() throws {
        let whole = try fixture("wordpress.xml")
        let cut = try rows(whole.prefix(whole.count / 2), .wxr)
        #expect(taken(cut).count > 1 && refusals(cut).count == 1 && refusals(cut)[0].hasSuffix("not well-formed XML from here on"))
        #expect(refusals(try rows(try fixture("disqus-malformed.xml"), .disqus)) == ["1 not well-formed XML from here on"])
        #expect(refusals(try rows(Data(), .wxr)).count == 1)
    }

    @Test("Entities of its own, elements without end and texts without end are refused before they cost anything")
    func hostile() throws {
        let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><rss><channel><item><wp:comment>&b;</wp:comment></item></channel></rss>"
        #expect(refusals(try rows(Data(laughs.utf8), .wxr)) == ["2 the file declares entities of its own, which no export does"])
        let outside = "<?xml version=\"1.0\"?><!DOCTYPE rss SYSTEM \"file:///etc/passwd\"><rss><channel><item>"
            + "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content>&xxe;</wp:comment_content></wp:comment></item></channel></rss>"
        #expect(!taken(try rows(Data(outside.utf8), .wxr)).contains { $0.text.contains("root:") })
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(refusals(try rows(Data(("<rss>" + deep).utf8), .wxr)) == ["1 elements within elements, more than 64 deep"])
        let long = "<rss><channel><item><wp:comment><x>" + String(repeating: "a", count: 1_200_000)
        #expect(refusals(try rows(Data(long.utf8), .wxr)) == ["1 a text of more than 1,048,576 bytes"])
    }

    @Test("Decidim's comments keep their language and their group")
    func decidim() throws {
        let found = try rows(try fixture("decidim.csv"), .decidim, chunk: 7)
        let own = taken(found)
        #expect(own.map(\.externalID) == ["decidim:12", "decidim:13", "decidim:14"])
        #expect(own.map(\.language) == ["ar", "fr", "fr"] && own[0].text == "نقترح نقلا مدرسيا لكل الجماعات.")
        #expect(own[1].text == "Les cantines; et \"l’eau\".\nMerci." && own[1].submitter == SubmitterRequest(kind: "association", name: "Ligue des parents"))
        #expect(own[0].receivedAt.rfc3339 == "2024-03-01T10:20:30.000Z" && own[0].decision?.at == own[0].receivedAt)
    }

    @Test("Of regulations.gov, submissions are taken with their days; notices, withdrawn ones and bare attachments are left out")
    func regulations() throws {
        let found = try rows(try fixture("regulations.csv"), .regulations)
        let own = taken(found)
        #expect(own.map(\.externalID) == ["regulations.gov:ED-2025-1-0002", "regulations.gov:ED-2025-1-0004"])
        #expect(own[0].text == "Please fund school buses.\n\nWe need <5 km." && own[0].submitter.name == "Ann Lee")
        #expect(own[0].receivedAt.rfc3339 == "2025-05-15T04:00:00.000Z" && own[0].decision?.at.rfc3339 == "2025-05-28T04:00:00.000Z")
        #expect(own[1].submitter == SubmitterRequest(kind: "association", name: "School Trust") && own[1].decision == nil)
        let why = found.compactMap { entry in if case .leftOut(let why) = entry.content { why } else { nil } }
        #expect(why == ["a notice, not a comment", "withdrawn there", "without words of its own, such as an attachment alone"])
        #expect(refusals(found) == ["7 not an RFC 3339 timestamp such as 2023-01-06T09:30:00Z"])
        #expect(taken(try rows(try fixture("regulations.csv"), .regulations) { $0.assumesUTC = true }).last?.receivedAt.rfc3339 == "2018-06-05T00:00:00.000Z")
    }

    @Test(
        "HTML becomes the words that people saw",
        arguments: [
            ("<p>One</p><p>Two</p>", "One\n\nTwo"), ("a<br />b<BR>c", "a\nb\nc"), ("3 < 5 & 7 > 2", "3 < 5 & 7 > 2"), ("&eacute;t&#233; &#x627; &unknown; &", "été ا &unknown; &"),
            ("<a href=\"https://x.org/?a=1&amp;b=2\">here</a>", "here (https://x.org/?a=1&b=2)"), ("<a href='https://x.org'>https://x.org</a>", "https://x.org"),
            ("<script>x</script><!-- no -->ok<", "xok<"), ("<ul><li>un</li><li>deux</li></ul>", "- un\n- deux"), ("&lt;b&gt;", "<b>"), ("", ""), ("<", "<"), ("&#1114112;&#xD800;", "&#1114112;&#xD800;"),
        ])
    func html(_ html: String, _ text: String) { #expect(HTMLText.plain(html) == text) }

    @Test("A format is known by the name of the file, and XML by how it begins")
    func formats() {
        func format(_ name: String, _ beginning: String = "") -> ImportFormat? { ImportFormat.of(name, beginning: beginning.utf8) }
        #expect(format("a.CSV") == .csv && format("a.ndjson") == .jsonl && format("a.txt") == nil && format("-") == nil)
        #expect(format("a.xml", "<?xml version=\"1.0\"?><rss version=\"2.0\"") == .wxr && format("a.xml", "\n<disqus xmlns=\"") == .disqus && format("a.xml", "<feed>") == nil)
    }
}
