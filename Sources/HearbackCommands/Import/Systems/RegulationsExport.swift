import HearbackAPI
import HearbackCore

/// Public submissions of regulations.gov's bulk download (CSV). Its times are days: the hour in them is midnight in Washington.
struct RegulationsExport: ImportSystem {
    func comment(_ record: [String: String]) throws(Problem) -> Translated {
        guard let id = record["Document ID"]?.filled else { throw Problem(.missingField, field: "Document ID") }
        let type = record["Document Type"]?.filled ?? ""
        guard type.uppercased().hasPrefix("PUBLIC SUBMISSION") else { return .leftOut("a \(type.isEmpty ? "document" : type.lowercased()), not a comment") }
        if record["Is Withdrawn?"]?.filled?.lowercased() == "true" { return .leftOut("withdrawn there") }
        guard let text = record["Comment"]?.filled else { return .leftOut("without words of its own, such as an attachment alone") }
        let organisation = record["Organization Name"]?.filled
        let person = [record["First Name"]?.filled, record["Last Name"]?.filled].compactMap { $0 }.joined(separator: " ").filled
        let posted = record["Posted Date"]?.filled.map(Self.day)
        return fields([
            (.externalID, "regulations.gov:\(id)"), (.bill, record["Docket ID"]?.filled?.lowercased()), (.text, HTMLText.plain(text)),
            (.language, "en"), (.submitterKind, (organisation == nil ? SubmitterKind.person : .association).rawValue),
            (.submitterName, organisation ?? person), (.receivedAt, (record["Received Date"]?.filled ?? record["Posted Date"]?.filled).map(Self.day)),
            (.decisionKind, posted == nil ? nil : "published"), (.decisionAt, posted),
        ])
    }

    /// `2025-05-15T04:00Z`, and `6/7/2018` of older downloads, whose zone nobody says.
    static func day(_ text: String) -> String {
        let parts = text.split(separator: "/").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[0]), (1...31).contains(parts[1]) else { return ImportTime.rfc3339(text) }
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(parts[2])-\(two(parts[0]))-\(two(parts[1]))"
    }
}
