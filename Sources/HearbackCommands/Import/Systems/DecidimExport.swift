import HearbackAPI
import HearbackCore

/// Comments of Decidim's CSV export (`id;created_at;body;locale;author/id;author/name;…`). Decidim publishes at once.
struct DecidimExport: ImportSystem {
    static let delimiter = UInt8(ascii: ";")

    func comment(_ record: [String: String]) throws(Problem) -> Translated {
        guard let id = record["id"]?.filled else { throw Problem(.missingField, field: "id") }
        let received = record["created_at"].map { ImportTime.rfc3339($0, zone: "Z") }
        // A group that speaks is an association.
        let group = record["user_group/name"]?.filled
        return fields([
            (.externalID, "decidim:\(id)"), (.bill, record["commentable_id"]?.filled), (.text, HTMLText.plain(record["body"] ?? "")),
            (.language, record["locale"]?.filled.flatMap { Language(acceptLanguage: $0)?.rawValue }),
            (.submitterKind, group == nil ? nil : SubmitterKind.association.rawValue),
            (.submitterName, group ?? record["author/name"]?.filled), (.receivedAt, received), (.decisionKind, "published"),
            (.decisionAt, received),
        ])
    }
}
