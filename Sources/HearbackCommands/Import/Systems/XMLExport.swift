import Foundation
import HearbackAPI
import HearbackCore

/// The comments of an XML export. Its bytes are gathered first: they are read as a whole.
struct XMLExport {
    /// WordPress splits its exports long before.
    static let bytesAtMost = 512 << 20
    private let format: ImportFormat
    private let exported: String?
    private var data = Data()

    /// - Parameter exported: when the export was made; nil for what the file says, or now.
    init(_ format: ImportFormat, exported: String?) { (self.format, self.exported) = (format, exported) }

    mutating func take(_ chunk: [UInt8]) throws(CommandError) {
        guard data.count + chunk.count <= Self.bytesAtMost else {
            throw CommandError(
                "the file is larger than 512 MiB", hint: "export it in parts, such as a year each", exitCode: ExitCodes.data)
        }
        data += chunk
    }

    /// The comments with the lines that they begin on, and what ended the file before its end.
    func comments() -> (comments: [(line: Int, Result<Translated, Problem>)], fault: XMLFault?) {
        switch format {
        case .disqus: disqus()
        default: wordPress()
        }
    }

    private func wordPress() -> (comments: [(line: Int, Result<Translated, Problem>)], fault: XMLFault?) {
        let (records, fault) = XMLRecords.read(data, WordPressExport.records)
        let told = records.lazy.compactMap { $0.fields["channel/pubDate"] }.first.flatMap(HTTPDate.rfc3339)
        let system = WordPressExport(decisions: DecisionTime(exported: exported ?? told ?? now))
        return (translate(records.filter { $0.name == "wp:comment" }, by: system), fault)
    }

    private func disqus() -> (comments: [(line: Int, Result<Translated, Problem>)], fault: XMLFault?) {
        let (records, fault) = XMLRecords.read(data, DisqusExport.records)
        let threads = records.filter { $0.name == "thread" }.compactMap { record in
            record.fields["@dsq:id"].flatMap { id in record.fields["id"]?.filled.map { (id, $0) } }
        }
        let system = DisqusExport(
            decisions: DecisionTime(exported: exported ?? now), threads: Dictionary(threads) { first, _ in first })
        return (translate(records.filter { $0.name == "post" }, by: system), fault)
    }

    private func translate(_ records: [XMLRecord], by system: some ImportSystem) -> [(line: Int, Result<Translated, Problem>)] {
        records.map { record in
            (record.line, Result { () throws(Problem) in try system.comment(record.fields) })
        }
    }

    private var now: String { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)).rfc3339 }
}

/// `Sun, 17 Oct 2010 09:54:30 +0000` (RFC 822, as RSS has it).
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func rfc3339(_ text: String) -> String? {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 6, let day = Int(parts[1]), let month = months.firstIndex(of: parts[2]), parts[5].count == 5 else { return nil }
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let zone = parts[5] == "+0000" ? "Z" : parts[5].prefix(3) + ":" + parts[5].suffix(2)
        let time = "\(parts[3])-\(two(month + 1))-\(two(day))T\(parts[4])\(zone)"
        return Instant(rfc3339: time).map(\.rfc3339)
    }
}
