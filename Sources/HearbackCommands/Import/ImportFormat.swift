import ArgumentParser
import HearbackCore

/// In which form the comments of another system come.
enum ImportFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
    case jsonl, csv
    /// WordPress.
    case wxr
    case disqus, decidim, regulations

    var isXML: Bool { self == .wxr || self == .disqus }

    /// By a file's name, and where that says only that it is XML by its first element.
    static func of(_ path: String, beginning: some Sequence<UInt8>) -> ImportFormat? {
        let name = path.lowercased()
        if name.hasSuffix(".csv") || name.hasSuffix(".tsv") { return .csv }
        if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") { return .jsonl }
        guard name.hasSuffix(".xml") else { return nil }
        let start = String(decoding: Array(beginning), as: UTF8.self)
        if start.contains("<disqus") { return .disqus }
        return start.contains("<rss") ? .wxr : nil
    }
}
