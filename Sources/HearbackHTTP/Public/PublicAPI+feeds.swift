import HearbackAPI
import HearbackCore
import HearbackPages
import HearbackStore
import Hummingbird
import NIOCore

/// Atom feeds (RFC 4287), in the reader's language: `?lang=`, else the browser's.
extension PublicAPI {
    private static let entries = 50

    func addFeeds(to group: RouterGroup<HearbackContext>) {
        group.get("bills/:bill/feed.atom") { request, context in
            guard let id = context.parameters.get("bill"), let record = try await ledger.bill(id) else { throw Problem(.notFound) }
            return try await feed(request, key: "feed \(id)") { scene in
                let found = try await ledger.latestPublished(bill: id, limit: Self.entries)
                return .published(found.compactMap(PublishedComment.init), on: record.bill, site: publicURL, scene)
            }
        }
        group.get("answers.atom") { request, _ in
            try await feed(request, key: "answers") { scene in
                let found = try await ledger.latestReplies(limit: Self.entries)
                return .replies(found.compactMap(PublishedComment.init), site: publicURL, scene)
            }
        }
    }

    private func feed(
        _ request: Request, key: String, _ make: @escaping @Sendable (PageScene) async throws -> AtomFeed
    ) async throws -> Response {
        let language = try request.chosenLanguage()
        let entry = try await pages.cache.entry(
            language.rawValue + " " + key, state: pages.ledgerState, make: { try await make(try pages.scene(language)).xml })
        return .shared(entry.body, tag: entry.tag, type: AtomFeed.mediaType, language: language, request)
    }
}

extension Request {
    /// - Throws: a problem for a language that is none of ours.
    func chosenLanguage() throws(Problem) -> Language {
        guard let code = given("lang") else { return language }
        guard let chosen = Language(rawValue: code) else {
            throw Problem(.unknownLanguage, detail: "use ar, zgh, fr, en or es", field: "lang")
        }
        return chosen
    }
}
