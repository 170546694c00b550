/// How a report is written down.
package enum ReportFormat: String, CaseIterable, Codable, Sendable {
    case text, json, csv, html, md
}
