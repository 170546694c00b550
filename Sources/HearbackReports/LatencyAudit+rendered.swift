import Foundation
package import HearbackLatency

extension LatencyAudit {
    /// The report written down. The same audit and options give the same bytes.
    ///
    /// - Throws: only what encoding the JSON throws, such as a figure that is not a number.
    package func rendered(as format: ReportFormat, options: ReportOptions = ReportOptions()) throws -> String {
        switch format {
        case .json: return String(decoding: try json(), as: UTF8.self)
        case .csv: return CSVReport.text(document(options))
        case .text: return TextReport(document(options), options).text()
        case .md: return MarkdownReport(document(options)).text()
        case .html: return HTMLReport(document(options)).text()
        }
    }

    private func document(_ options: ReportOptions) -> ReportDocument {
        ReportDocument(self, Voice(options.language), title: options.title)
    }
}
