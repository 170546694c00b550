import HearbackAPI
import HearbackCore

/// Comments of WordPress' own export, WXR 1.0 to 1.2 (RSS 2.0 with `wp:` elements).
struct WordPressExport: ImportSystem {
    let decisions: DecisionTime

    static let records = ["item": 3, "wp:comment": 4]

    func comment(_ record: [String: String]) throws(Problem) -> Translated {
        let kind = record["wp:comment_type"]?.filled ?? "comment"
        guard kind == "comment" else { return .leftOut("a \(kind), not a comment") }
        guard let id = record["wp:comment_id"]?.filled else { throw Problem(.missingField, field: "wp:comment_id") }
        let site = record["channel/link"]?.filled.map { $0.split(separator: "/").dropFirst().first.map(String.init) ?? $0 } ?? "wordpress"
        return fields(
            [
                (.externalID, "wordpress:\(site):\(id)"), (.bill, record["item/wp:post_name"]?.filled ?? record["item/wp:post_id"]?.filled),
                (.text, HTMLText.plain(record["wp:comment_content"] ?? "")), (.submitterName, record["wp:comment_author"]?.filled),
                (.submitterEmail, record["wp:comment_author_email"]?.filled), (.receivedAt, time(record)),
            ] + decision(record["wp:comment_approved"]?.filled ?? ""))
    }

    /// The time in UTC; WordPress writes noughts where it has none, and then only the site's local time is left.
    private func time(_ record: [String: String]) -> String? {
        if let utc = record["wp:comment_date_gmt"]?.filled, !utc.hasPrefix("0000") { return ImportTime.rfc3339(utc, zone: "Z") }
        return record["wp:comment_date"]?.filled.map { ImportTime.rfc3339($0) }
    }

    private func decision(_ approved: String) -> [(ImportField, String?)] {
        switch approved {
        case "1", "approve": decisions.published
        case "spam": decisions.rejected(.spam, "Marked as spam in WordPress.")
        case "trash", "post-trashed": decisions.rejected(.other, "Moved to the trash in WordPress; no reason was recorded there.")
        default: []
        }
    }
}
