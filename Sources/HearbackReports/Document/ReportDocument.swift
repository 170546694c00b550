import HearbackCore
import HearbackLatency

/// The report in a language, before it takes a form: what every format tells.
struct ReportDocument: Sendable {
    let audit: LatencyAudit
    let voice: Voice
    let title: Prose
    let headline: Headline
    /// T1.
    let headlineTable: ReportTable
    /// What a reader must know before the figures.
    let warnings: [Prose]
    let sections: [ReportSection]

    init(_ audit: LatencyAudit, _ voice: Voice, title: String?) {
        (self.audit, self.voice) = (audit, voice)
        self.title = title.map { .outside($0) } ?? .words(voice[.title])
        headline = Headline(audit, voice)
        headlineTable = audit.headline.table(voice)
        warnings = Self.warnings(audit.header, voice)
        sections = ReportSection.all(of: audit, voice)
    }

    private static func warnings(_ header: AuditHeader, _ voice: Voice) -> [Prose] {
        var warnings: [Prose] = []
        if voice.asked == .tamazight { warnings.append(voice.say(.noTranslation)) }
        if header.simulatedClock { warnings.append(voice.say(.simulatedClock)) }
        if header.isBeyondCalendar { warnings.append(voice.say(.beyondCalendar)) }
        if header.tentativeDays > 0 {
            warnings.append(
                voice.say(.tentative, count: header.tentativeDays, ["n": voice.number(header.tentativeDays)]))
        }
        return warnings
    }
}

enum ReportPlot: String, CaseIterable, Hashable, Sendable {
    case waiting, incidence, backlog, ageing, months, bills
}

enum ReportBlock: Hashable, Sendable {
    case table(ReportTable)
    /// For readers who want more: folded where the format can.
    case more(ReportTable)
    /// A plot and the figures behind it.
    case plot(ReportPlot, ReportTable)
    case remark(Prose)
}

struct ReportSection: Sendable {
    let anchor: String
    let title: String
    let lead: String
    let blocks: [ReportBlock]
}
