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
        return rows.map { $0.map(CSVCell.inline).joined(separator: ",") + "\r\n" }.joined()
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
}
