import HearbackCore
import HearbackLatency

/// The tables in one long table, a figure a line: `table,row,column,value,lower,upper,unit` (RFC 4180, UTF-8, CRLF).
/// An empty value was not reached, does not apply or is withheld; it is never zero.
enum CSVReport {
    static func text(_ document: ReportDocument) -> String {
        var rows = [["table", "row", "column", "value", "lower", "upper", "unit"]]
        for table in tables(of: document) {
            for row in table.rows {
                for (column, figure) in zip(table.columns, row.figures) {
                    rows += CSVFigure.lines(figure, table: table.id, row: row.key, column: column.key)
                }
            }
        }
        return rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func tables(of document: ReportDocument) -> [ReportTable] {
        let blocks = document.sections.flatMap(\.blocks)
        let atRisk = document.audit.plots.atRiskTable(document.voice)
        return [document.headlineTable]
            + blocks.compactMap { block in
                switch block {
                case .table(let table), .more(let table), .plot(_, let table): table
                case .remark: nil
                }
            } + [atRisk]
    }

    /// Quoted where it has to be; control characters, line ends among them, are shown by their code. A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP,
    /// "CSV Injection").
    private static func cell(_ given: String) -> String {
        let text = VisibleText.inline(given)
        let isFormula = text.unicodeScalars.first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
        let safe = isFormula && !isNumber(text) ? "'" + text : text
        let needsQuotes = safe.unicodeScalars.contains { "\",".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }

    /// Only a plain number keeps its sign.
    private static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst()
        return !digits.isEmpty && text.utf8.first == UInt8(ascii: "-")
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }
    }
}
