import Foundation
import HearbackCore
import HearbackLatency
import HearbackReports
import HearbackTestSupport
import Testing

/// What Tests/Fixtures/reports/check_page.py found: Python's html.parser and ElementTree are the judges.
private struct PageFacts: Decodable {
    let bytes: Int, pictures: Int, tables: Int
    let lang: String, dir: String, policy: String, text: String
    let faults: [String]
}

extension ReportSuites {
    @Suite("The report as a page")
    struct PageTests {
        private func facts(_ pages: [String]) async throws -> [PageFacts] {
            let scratch = try Scratch(named: "page")
            return try await scratch.use {
                let files = try pages.enumerated().map { try scratch.write($1, to: "page-\($0).html") }
                let python = CommandLineTool(program: Project.python, scratch: scratch)
                let result = try await python.run([Project.file("Tests/Fixtures/reports/check_page.py")] + files)
                return try result.lines.map { try JSONDecoder().decode(PageFacts.self, from: Data($0.utf8)) }
            }
        }

        @Test("is well-formed, self-contained and accessible whatever it is about", arguments: Sample.allCases)
        func wellFormed(sample: Sample) async throws {
            let audit = try sample.audit()
            let pages = try languages.map { try audit.rendered(as: .html, options: ReportOptions(language: $0)) }
            for (page, language) in zip(try await facts(pages), languages) {
                #expect(page.faults.isEmpty, "\(language)")
                #expect(page.bytes < 200_000)
                #expect(page.lang == (language == .tamazight ? "fr" : language.rawValue))
                #expect(page.dir == (language == .arabic ? "rtl" : "ltr"))
                #expect(page.policy.hasPrefix("default-src 'none';") && !page.policy.contains("script"))
                #expect(page.pictures >= (sample == .nobody ? 0 : sample == .single ? 1 : 4), "\(page.pictures)")
            }
        }

        @Test("has no address of another place in it")
        func selfContained() throws {
            let page = try Sample.hostile.audit().rendered(as: .html).replacing("http://www.w3.org/2000/svg", with: "")
            // A name may speak of an address; it is text there.
            #expect(!page.replacing("http://e.example", with: "").contains("://"))
        }

        @Test("tells the headline in its text, with the figures behind every plot")
        func headline() async throws {
            let audit = try Sample.usual.audit()
            let page = try #require(try await facts([audit.rendered(as: .html)]).first)
            #expect(page.text.contains("Of 1,204 comments received from 30 September 2025 to 24 November 2026"))
            #expect(page.pictures == 5 + audit.plots.bills.count)
            #expect(page.tables >= 17)
        }

        @Test("An Arabic plot is its own mirror image")
        func mirrored() throws {
            let audit = try Sample.usual.audit()
            let places = try [Language.english, .arabic].map { language in
                let page = try audit.rendered(as: .html, options: ReportOptions(language: language))
                let curve = try #require(page.firstMatch(of: /<path class="curve" d="M([0-9.]+) ([0-9.]+)H([0-9.]+)/))
                return [curve.1, curve.2, curve.3].compactMap { Double($0) }
            }
            #expect(places[0][0] + places[1][0] == 640 && places[0][1] == places[1][1])
            #expect(places[0][2] > places[0][0] && places[1][2] < places[1][0])
        }
    }
}
