import HearbackCore
import HearbackLatency

/// The report as one page that needs nothing else: no script, no font, no picture from anywhere.
struct HTMLReport: Sendable {
    let document: ReportDocument
    var voice: Voice { document.voice }

    init(_ document: ReportDocument) { self.document = document }

    func text() -> String {
        let direction = voice.isRightToLeft ? "rtl" : "ltr"
        return "<!doctype html>\n<html lang=\"\(voice.language.rawValue)\" dir=\"\(direction)\">\n" + head() + "<body>\n"
            + masthead() + "<main>\n" + inShort() + contents() + document.sections.map(section).joined() + "</main>\n"
            + "</body>\n</html>\n"
    }

    private func head() -> String {
        // Inline style is all the page is allowed; what comes from outside never reaches it.
        let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        return "<head>\n<meta charset=\"utf-8\">\n"
            + "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">\n"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            + "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
            + "<title>\(Markup.plain(document.title, rightToLeft: voice.isRightToLeft))</title>\n"
            + "<style>\n\(Stylesheet.css)</style>\n</head>\n"
    }

    private func masthead() -> String {
        let header = document.audit.header
        let institution = header.institution.map { "<p class=\"by\">\(Markup.prose(.outside($0)))</p>" } ?? ""
        let day = "<p class=\"when\">\(Markup.escaped(voice[.asOfLocal])): \(Markup.prose(.figure(header.asOfLocal)))</p>"
        let warnings = document.warnings.map { "<p class=\"warning\">\(Markup.prose($0))</p>\n" }
        return "<header>\n\(institution)<h1>\(Markup.prose(document.title))</h1>\(day)\n\(warnings.joined())</header>\n"
    }

    private func contents() -> String {
        let items = document.sections.map { "<li><a href=\"#\($0.anchor)\">\(Markup.escaped($0.title))</a></li>" }
        return "<nav aria-label=\"\(Markup.escaped(voice[.contents]))\"><ul>\(items.joined())</ul></nav>\n"
    }

    func section(_ section: ReportSection) -> String {
        "<section id=\"\(section.anchor)\" aria-labelledby=\"\(section.anchor)-h\">\n"
            + "<h2 id=\"\(section.anchor)-h\">\(Markup.escaped(section.title))</h2>\n"
            + "<p class=\"intro\">\(Markup.escaped(section.lead))</p>\n"
            + section.blocks.map(block).joined() + "</section>\n"
    }

    private func block(_ block: ReportBlock) -> String {
        switch block {
        case .table(let table): HTMLTable(table, voice).html()
        case .more(let table): folded(table, as: table.title)
        case .remark(let prose): "<p class=\"note\">\(Markup.prose(prose))</p>\n"
        case .plot(let plot, let table): figure(plot, table)
        }
    }

    func folded(_ table: ReportTable, as summary: String, note: Prose? = nil) -> String {
        let remark = note.map { "<p class=\"note\">\(Markup.prose($0))</p>" } ?? ""
        return "<details><summary>\(Markup.escaped(summary))</summary>"
            + HTMLTable(table, voice).html(caption: false) + remark + "</details>\n"
    }
}
