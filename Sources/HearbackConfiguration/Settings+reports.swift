import HearbackLatency
import HearbackReports
import HearbackTime

extension Settings {
    static let reports: [Setting] = [
        .init(
            section: "reports", key: "folder", kind: .text, standard: .text(""),
            meaning: "Folder into which the latency report of each period is written. Empty: none are written."),
        .init(
            section: "reports", key: "cadence", kind: .choice(ReportCadence.allCases.map(\.rawValue)),
            standard: .text("monthly"), meaning: "The periods: local days, ISO weeks or months."),
        .init(
            section: "reports", key: "hour", kind: .integer(0...23), standard: .integer(6),
            meaning: "Local hour after the period's end from which its report is written."),
        .init(
            section: "reports", key: "formats", kind: .texts, standard: .texts(["html", "json", "csv"]),
            meaning: "Any of: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", "))."),
        .init(
            section: "reports", key: "languages", kind: .texts, standard: .texts(["en"]),
            meaning: "Languages of what people read: any of ar, zgh, fr, en, es."),
        .init(
            section: "reports", key: "by", kind: .choice(["none"] + AuditFacet.allCases.map(\.rawValue)),
            standard: .text("bill"), meaning: "What the report is broken down by."),
        .init(
            section: "reports", key: "url", kind: .text, standard: .text(""),
            meaning: "Where the folder is published, for the announcement. Empty: it names the files alone."),
        .init(
            section: "reports", key: "announce_to", kind: .texts, standard: .texts([]),
            meaning: "Endpoints (their identifiers) that are told of each report: report.published."),
    ]
}
