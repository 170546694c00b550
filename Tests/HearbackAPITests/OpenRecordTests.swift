import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackAPI

@Suite("The open data's columns")
struct OpenRecordTests {
    @Test("The documentation's table is the dictionary's")
    func documented() throws {
        let document = String(decoding: try Project.contents("docs/open-data.md"), as: UTF8.self)
        let rows = OpenRecord.CodingKeys.allCases.map { "| `\($0.rawValue)` | \($0.type) | \($0.meaning) |" }
        #expect(document.contains(rows.joined(separator: "\n")), "\(rows.joined(separator: "\n"))")
    }

    @Test("A line has a cell for every column; what a spreadsheet would take for a formula has an apostrophe in front")
    func line() {
        var record = OpenRecord(bill: "b", receivedAt: "2026-01-01T00:00:00Z", isImported: false, decisionDue: "2026-02-01", state: .published)
        (record.text, record.association, record.logName) = ("=1+1\n\"x\"", "a,b", "-abc")
        #expect(
            record.csvLine
                == "'-abc,,b,,2026-01-01T00:00:00Z,false,2026-02-01,published,,,,,,,,,\"a,b\",\"'=1+1\n\"\"x\"\"\",,,\r\n")
        #expect(OpenRecord.csvHeader.split(separator: ",").count == OpenRecord.CodingKeys.allCases.count)
    }

    @Test("Cells keep their words", arguments: ["plain", "-12.5", "سطر", "@home", "+", "\ttab", "a\"b", "two\nlines", ""])
    func cells(_ text: String) {
        let cell = CSVCell.exact(text)
        let inner = cell.hasPrefix("\"") ? String(cell.dropFirst().dropLast()).replacing("\"\"", with: "\"") : cell
        #expect(inner == text || inner == "'" + text)
        #expect(inner == text || "=+-@\t".contains(text.first ?? " "))
    }
}
