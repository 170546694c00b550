import HearbackCore
import HearbackLatency

/// The report in GitHub's Markdown: headings, sentences and tables. Nothing from outside can become markup.
struct MarkdownReport: Sendable {
    private static let mostRows = 12
    private let document: ReportDocument
    private var voice: Voice { document.voice }

    init(_ document: ReportDocument) { self.document = document }

    func text() -> String {
        (head() + document.sections.flatMap(section)).joined(separator: "\n\n") + "\n"
    }

    private func head() -> [String] {
        let institution = document.audit.header.institution.map { [line(.outside($0))] } ?? []
        let headline = document.headline
        let naive = headline.naive.map { ["> " + line($0)] } ?? []
        return ["# " + line(document.title)] + institution
            + document.warnings.map { "> **" + line($0) + "**" }
            + ["**" + line(headline.first) + "** " + headline.sentences.map(line).joined(separator: " ")] + naive
            + table(document.headlineTable, level: "##")
    }

    private func section(_ section: ReportSection) -> [String] {
        ["## " + escaped(section.title), escaped(section.lead)] + section.blocks.flatMap(block)
    }

    private func block(_ block: ReportBlock) -> [String] {
        switch block {
        case .table(let table), .more(let table): self.table(table, level: "###")
        case .plot(_, let table): self.table(table.thinned(to: Self.mostRows), level: "###")
        case .remark(let prose): [line(prose)]
        }
    }

    private func table(_ whole: ReportTable, level: String) -> [String] {
        let table = whole.forPeople
        guard !table.rows.isEmpty else { return [] }
        let heads = [table.labelTitle] + table.columns.map(\.title)
        let rules = [":--"] + table.columns.map { $0.isText ? ":--" : "--:" }
        let rows = table.rows.map { row in [line(row.label)] + row.figures.map(cell) }
        let lines = [heads.map(escaped), rules] + rows
        return ["\(level) " + escaped(table.title)]
            + [lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")]
            + (table.note.map { [line($0)] } ?? [])
    }

    private func cell(_ figure: Figure) -> String {
        let told = voice.tell(figure)
        return line(told.main) + (told.bounds.map { " [" + line($0) + "]" } ?? "")
    }

    private func line(_ prose: Prose) -> String {
        // Our own words hold no markup, but escaping them as well costs nothing and can't be forgotten.
        escaped(prose.line(rightToLeft: voice.isRightToLeft))
    }

    /// Backslashes before whatever CommonMark (section 2.4) or a table would read; `<` and `&` as entities, and so what
    /// GitHub would make a link of by itself.
    private func escaped(_ text: String) -> String {
        var output = ""
        for character in text {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "!", "$": output += "\\" + String(character)
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "&": output += "&amp;"
            case "@": output += "&#64;"
            default: output.append(character)
            }
        }
        return output.replacing("://", with: "&#58;//").replacing("www.", with: "www&#46;")
    }
}
