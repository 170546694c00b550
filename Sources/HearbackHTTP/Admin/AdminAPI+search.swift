import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    /// Bytes of a query, and comments of a page.
    private static let (queryLimit, pageLimit) = (500, 200)

    func addSearch(to group: RouterGroup<HearbackContext>) {
        group.get { request, context in
            try context.require(.moderator, .responder, .auditor, .administrator)
            // Who may see who wrote may also look for them.
            let seesNames = !(context.caller?.roles.isDisjoint(with: [.moderator, .administrator]) ?? true)
            return try Response.json(try await search(request, context, seesNames: seesNames))
        }
    }

    private func search(_ request: Request, _ context: HearbackContext, seesNames: Bool) async throws -> SearchPage {
        guard let text = request.query("q") else {
            throw Problem(.missingField, hint: "?q= takes words, \"phrases\", beginnings* and -unwanted", field: "q")
        }
        guard text.utf8.count <= Self.queryLimit else {
            throw Problem(.invalidField, detail: "at most \(Self.queryLimit) bytes", field: "q")
        }
        let query: SearchQuery
        do { query = try SearchQuery(text) } catch { throw Problem(error) }
        let limit = try request.limit(upTo: Self.pageLimit)
        let after = request.query("after")
        let position = after.flatMap { Int64($0) }
        guard after == nil || position != nil else { throw Problem(.invalidField, field: "after") }
        var filter = try request.searchFilter()
        try context.limit(toBill: filter.bill)
        filter.within = context.scope
        let result = try await ledger.search(
            query, filter, seesNames: seesNames, after: position, limit: limit + 1)
        let shown = result.found.prefix(limit)
        return SearchPage(
            items: shown.map { SearchHit($0, query) },
            next: result.found.count > limit ? shown.last.map { "\($0.comment.number.value)" } : nil, behind: result.behind)
    }
}

extension Problem {
    fileprivate init(_ problem: SearchQueryProblem) {
        let (detail, hint): (String, String?) =
            switch problem {
            case .empty: ("no letter or digit to look for", "words, \"phrases\", beginnings* and -unwanted can be given")
            case .onlyUnwanted: ("only what is not wanted is named", "name something to look for, too")
            case .prefixTooShort(let word):
                (
                    "\((word + "*").quotedForPeople) fits too many words",
                    "give at least \(SearchQuery.prefixMinimum) letters of a beginning"
                )
            case .tooManyTerms: ("at most \(SearchQuery.termLimit) words or phrases", nil)
            }
        self.init(.invalidField, detail: detail, hint: hint, field: "q")
    }
}

extension Request {
    fileprivate func searchFilter() throws(Problem) -> SearchFilter {
        let filter = SearchFilter(
            bill: query("bill"), language: try queryLanguage(), submitterKind: try value("kind"),
            status: try value("status"), from: try instant("from"), to: try instant("to"))
        if let from = filter.from, let to = filter.to, from >= to {
            throw Problem(.invalidField, detail: "the span ends before it begins", field: "to")
        }
        return filter
    }

    private func value<Value: RawRepresentable<String> & CaseIterable>(_ name: String) throws(Problem) -> Value? {
        guard let text = query(name) else { return nil }
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.invalidField, detail: "use \(known)", field: name)
        }
        return value
    }

    private func instant(_ name: String) throws(Problem) -> Instant? {
        guard let text = query(name) else { return nil }
        guard let instant = Instant(rfc3339: text) else {
            throw Problem(.invalidField, detail: "write it as 2026-11-25T00:00:00Z", field: name)
        }
        return instant
    }
}

extension SearchHit {
    fileprivate init(_ found: FoundComment, _ query: SearchQuery) {
        let comment = found.comment
        var excerpt = SearchExcerpt(of: found.text, finding: query, language: comment.language)
        if !excerpt.hasHit, let name = found.name {
            let inName = SearchExcerpt(of: name, finding: query, language: comment.language)
            if inName.hasHit { excerpt = inName }
        }
        self.init(
            id: comment.number.id, reference: CommentReference.text(of: comment.number), bill: comment.bill,
            article: comment.article, language: comment.language, submitterKind: comment.submitterKind,
            submitterName: found.name, state: comment.state.status, receivedAt: comment.received,
            excerpt: excerpt.pieces.map { SearchPiece(text: $0.text, hit: $0.isHit) })
    }
}
