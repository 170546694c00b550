package import HearbackCore

/// What narrows a search.
package struct SearchFilter: Hashable, Sendable {
    package var bill: String?
    package var language: Language?
    package var submitterKind: SubmitterKind?
    package var status: CommentStatus?
    /// Received at or after.
    package var from: Instant?
    /// Received before.
    package var to: Instant?
    /// What may be found by whoever searches.
    package var within = BillScope.all

    package init(
        bill: String? = nil, language: Language? = nil, submitterKind: SubmitterKind? = nil, status: CommentStatus? = nil,
        from: Instant? = nil, to: Instant? = nil
    ) {
        (self.bill, self.language, self.submitterKind) = (bill, language, submitterKind)
        (self.status, self.from, self.to) = (status, from, to)
    }

    /// What the index itself can narrow, as expressions of FTS5.
    var facets: [String] {
        let fixed = [
            bill.map(SearchFacet.bill), language.map { SearchFacet.language($0.rawValue) },
            submitterKind.map { SearchFacet.submitterKind($0.rawValue) },
        ].compactMap { $0 }.map { "facets : \"\($0)\"" }
        // FTS5 knows no empty choice; nothing is admitted then by the comments' own column.
        return fixed + [within.bills?.map(SearchFacet.bill), months].compactMap { $0 }.filter { !$0.isEmpty }.map(Self.either)
    }

    private static func either(_ facets: [String]) -> String {
        "facets : (" + facets.map { "\"\($0)\"" }.joined(separator: " OR ") + ")"
    }

    /// The months of the span; nil when they are too many to be worth it.
    private var months: [String]? {
        guard let from, let to, from < to, to.milliseconds(since: from) < 40 * 31 * 86_400_000 else { return nil }
        let day: Int64 = 86_400_000
        var months: [String] = []
        for instant in stride(from: from.milliseconds, to: to.milliseconds + day, by: Int(day)) {
            let month = SearchFacet.month(Instant(milliseconds: min(instant, to.milliseconds)))
            if months.last != month { months.append(month) }
        }
        return months
    }
}

extension SearchQuery {
    /// The query as FTS5 reads it. Every word is letters and digits by then, and quoted.
    func match(inNames: Bool, _ filter: SearchFilter) -> String {
        let columns = inNames ? "{text name}" : "{text}"
        let needed = wanted.map { "\(columns) : (\(Self.expression($0)))" } + filter.facets
        let all = needed.joined(separator: " AND ")
        guard !unwanted.isEmpty else { return all }
        return "(\(all)) NOT \(columns) : (\(unwanted.map(Self.expression).joined(separator: " OR ")))"
    }

    private static func expression(_ term: Term) -> String {
        term.spellings.map { "\"" + $0.joined(separator: " ") + "\"" + (term.isPrefix ? " *" : "") }.joined(separator: " OR ")
    }
}
