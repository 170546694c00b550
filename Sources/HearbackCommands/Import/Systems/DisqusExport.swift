import HearbackAPI
import HearbackCore

/// Posts of Disqus' XML export. Threads come before the posts that name them.
struct DisqusExport: ImportSystem {
    let decisions: DecisionTime
    /// A thread's own identifier, by Disqus'.
    let threads: [String: String]

    static let records = ["thread": 2, "post": 2]

    func comment(_ record: [String: String]) throws(Problem) -> Translated {
        guard let id = record["@dsq:id"]?.filled else { throw Problem(.missingField, field: "dsq:id") }
        guard let thread = record["thread@dsq:id"]?.filled else { throw Problem(.missingField, field: "thread") }
        return fields(
            [
                (.externalID, "disqus:\(id)"), (.bill, threads[thread] ?? thread), (.text, HTMLText.plain(record["message"] ?? "")),
                (.submitterName, record["author/name"]?.filled), (.submitterEmail, record["author/email"]?.filled),
                (.receivedAt, record["createdAt"].map { ImportTime.rfc3339($0, zone: "Z") }),
            ] + decision(record))
    }

    private func decision(_ record: [String: String]) -> [(ImportField, String?)] {
        if record["isSpam"]?.filled == "true" { return decisions.rejected(.spam, "Marked as spam in Disqus.") }
        if record["isDeleted"]?.filled == "true" {
            return decisions.rejected(.other, "Deleted in Disqus; no reason was recorded there.")
        }
        return decisions.published
    }
}
