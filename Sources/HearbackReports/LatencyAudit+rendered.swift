import Foundation
package import HearbackLatency

extension LatencyAudit {
    package func rendered(as format: ReportFormat, options: ReportOptions = ReportOptions()) throws -> String {
        String(decoding: try json(), as: UTF8.self)
    }
}
