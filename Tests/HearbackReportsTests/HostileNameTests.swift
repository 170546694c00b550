import HearbackCore
import HearbackLatency
import HearbackReports
import Testing

extension ReportSuites {
    @Suite("Names from outside")
    struct HostileNameTests {
        private func text(_ format: ReportFormat, _ language: Language = .english) throws -> String {
            try Sample.hostile.audit().rendered(
                as: format, options: ReportOptions(language: language, title: "<script>title</script>\u{202E}"))
        }

        @Test("can't act on a terminal, in any format for people or spreadsheets", arguments: [
            ReportFormat.text, .html, .md, .csv,
        ])
        func controls(format: ReportFormat) throws {
            let allowed: Set<UInt32> = [0x0A, 0x0D, 0x2068, 0x2069]
            for language in languages {
                for scalar in try text(format, language).unicodeScalars where VisibleText.acts(scalar) {
                    // Our own isolates; Arabic sentences have a left-to-right one around percentages.
                    let isOurs = allowed.contains(scalar.value) || language == .arabic && scalar.value == 0x2066
                    if !isOurs { Issue.record("\(format) \(language): U+\(String(scalar.value, radix: 16))") }
                }
            }
            #expect(try text(format).contains(format == .html || format == .md ? "&lt;U+202E&gt;" : "<U+202E>"))
        }

        @Test("are no markup in a page")
        func page() throws {
            let page = try text(.html)
            #expect(!page.contains("<script") && !page.contains("<img"))
            #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            #expect(page.contains("&amp;lt;b&amp;gt;"))
        }

        @Test("are no markup in Markdown")
        func markdown() throws {
            let text = try text(.md)
            #expect(!text.contains("<script") && !text.contains("http://"))
            #expect(text.contains("a\\|b \\`c\\` \\[d\\](http&#58;//"))
        }

        @Test("are no formulas in a spreadsheet")
        func formulas() throws {
            for line in try text(.csv).split(separator: "\r\n") {
                for cell in line.split(separator: ",").map({ $0.drop { $0 == "\"" } }) {
                    let first = cell.first ?? " "
                    #expect(!"=+@\t".contains(first) && (first != "-" || Double(cell) != nil), "\(line)")
                }
            }
            #expect(try text(.csv).contains("'=cmd"))
        }
    }
}
