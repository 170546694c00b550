package import HearbackCore
package import HearbackLatency

/// The report's core as a part of a page: the first screen, and the plots that answer who waits and how long.
package struct ReportFragment: Sendable {
    /// Of the text; another than was asked for where the report is not translated.
    package let language: Language
    package let html: String

    /// Sections that a page shows; the whole report has more.
    private static let shown: Set<String> = ["waits", "outcomes", "pending", "flow"]

    package init(_ audit: LatencyAudit, language: Language) {
        let report = HTMLReport(ReportDocument(audit, Voice(language), title: nil))
        self.language = report.voice.language
        html = report.fragment(Self.shown)
    }
}

extension HTMLReport {
    /// Plots with their figures folded beside them, and remarks.
    func fragment(_ shown: Set<String>) -> String {
        let warnings = document.warnings.map { "<p class=\"warning\">\(Markup.prose($0))</p>\n" }.joined()
        let sections = document.sections.filter { shown.contains($0.anchor) }.map { section in
            ReportSection(anchor: section.anchor, title: section.title, lead: section.lead, blocks: section.blocks.compactMap(kept))
        }
        return warnings + inShort() + sections.map(self.section).joined()
    }

    private func kept(_ block: ReportBlock) -> ReportBlock? {
        switch block {
        case .plot, .remark: block
        case .table, .more: nil
        }
    }
}
