import HearbackCore

/// A table with its caption and the scope of every head; it scrolls by itself where the screen is narrow.
struct HTMLTable: Sendable {
    private let table: ReportTable
    private let voice: Voice

    init(_ table: ReportTable, _ voice: Voice) { (self.table, self.voice) = (table.forPeople, voice) }

    func html(caption: Bool = true) -> String {
        guard !table.rows.isEmpty else { return "" }
        let title = Markup.escaped(table.title)
        let note = table.note.map { "<p class=\"note\">\(Markup.prose($0))</p>" } ?? ""
        return "<div class=\"scroll\(table.columns.count > 5 ? " wide" : "")\" role=\"region\" tabindex=\"0\" aria-label=\"\(title)\">"
            + "<table class=\"\(shape)\">"
            + (caption ? "<caption>\(title)</caption>" : "") + head() + body() + "</table></div>" + note + "\n"
    }

    private var shape: String {
        switch table.columns.count {
        // What a report rests on is told in words, which begin where lines begin.
        case 1: table.id == "T0" ? "facts told" : "facts"
        case 2: "grid narrow"
        default: "grid"
        }
    }

    private func head() -> String {
        let columns = table.columns.map { column in
            "<th scope=\"col\"\(column.isText ? " class=\"t\"" : "")>\(Markup.escaped(column.title))</th>"
        }
        return "<thead><tr><th scope=\"col\" class=\"t\">\(Markup.escaped(table.labelTitle))</th>\(columns.joined())</tr></thead>"
    }

    private func body() -> String {
        let rows = table.rows.map { row in
            "<tr><th scope=\"row\">\(Markup.prose(row.label))</th>\(row.figures.map(cell).joined())</tr>"
        }
        return "<tbody>\(rows.joined(separator: "\n"))</tbody>"
    }

    private func cell(_ figure: Figure) -> String {
        let told = voice.tell(figure)
        let bounds = told.bounds.map { " <small>\(Markup.prose($0))</small>" } ?? ""
        return "<td\(figure.isNumber ? "" : " class=\"t\"")>\(Markup.prose(told.main))\(bounds)</td>"
    }
}
