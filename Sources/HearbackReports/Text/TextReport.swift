import HearbackCore
import HearbackLatency

/// The report for a terminal: the headline first, then curve, bars and tables, never wider than the width.
struct TextReport: Sendable {
    let document: ReportDocument
    let width: Int
    let ink: Ink

    var voice: Voice { document.voice }

    init(_ document: ReportDocument, _ options: ReportOptions) {
        (self.document, width, ink) = (document, options.width, Ink(isOn: options.isColored))
    }

    func text() -> String {
        let blocks = head() + headlineBlocks() + document.sections.flatMap(section)
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func head() -> [[String]] {
        let title = wrapped(document.title).map { ink.paint($0, .bold) }
        let institution = document.audit.header.institution.map { wrapped(.outside($0)) } ?? []
        let warnings = document.warnings.map { warning in
            wrapped(.words("! ") + warning).map { ink.paint($0, .yellow) }
        }
        return [title + institution] + warnings
    }

    private func headlineBlocks() -> [[String]] {
        let headline = document.headline
        let naive = headline.naive.map { wrapped($0).map { ink.paint($0, .yellow) } } ?? []
        return [
            wrapped(headline.first).map { ink.paint($0, .bold) }, headline.sentences.flatMap(point), naive,
        ]
    }

    private func section(_ section: ReportSection) -> [[String]] {
        let words = wrapped(.words(section.title))
        let title = words.map { ink.paint($0, .bold) }
        let rule = String(repeating: "─", count: words.map { DisplayWidth.of($0) }.max() ?? 0)
        let lead = wrapped(.words(section.lead)).map { ink.paint($0, .dim) }
        return [title + [ink.paint(rule, .dim)] + lead] + section.blocks.flatMap(block)
    }

    private func block(_ block: ReportBlock) -> [[String]] {
        switch block {
        case .table(let table), .more(let table): return [self.table(table)]
        case .remark(let prose): return [wrapped(prose).map { ink.paint($0, .dim) }]
        case .plot(let plot, let table): return self.plot(plot, table)
        }
    }

    /// A sentence on its own, its lines below each other.
    private func point(_ prose: Prose) -> [String] {
        let lines = TextBlock.wrapped(prose.line(rightToLeft: voice.isRightToLeft), width - 2)
        return lines.enumerated().map { ($0 == 0 ? "• " : "  ") + $1 }
    }

    func wrapped(_ prose: Prose) -> [String] {
        TextBlock.wrapped(prose.line(rightToLeft: voice.isRightToLeft), width)
    }

    /// A table under its title.
    func table(_ whole: ReportTable) -> [String] {
        let table = whole.forPeople
        guard !table.rows.isEmpty else { return [] }
        let note = table.note.map { wrapped($0).map { ink.paint($0, .dim) } } ?? []
        return wrapped(.words(table.title)).map { ink.paint($0, .cyan) }
            + TextTable(table, voice: voice, width: width, ink: ink).lines() + note
    }
}
