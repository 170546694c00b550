/// What is commented on: a bill, an action plan, a policy under evaluation.
package struct Bill: Hashable, Codable, Sendable {
    /// Stable, chosen by the institution: lower-case letters, digits and `-`, 1 to 64 characters.
    package var id: String
    package var kind: BillKind
    /// The institution's own number, such as `03.25`; may repeat across sessions, so it is no key.
    package var reference: String
    package var titles: LocalizedText
    package var sponsors: [String]
    package var committee: String?
    package var stage: String?
    package var articles: [Article]
    package var window: CommentWindow
    /// When the bill comes, or came, to its vote.
    package var vote: Instant?
    package var policy: ResponsePolicy

    package init(
        id: String, kind: BillKind, reference: String, titles: LocalizedText, sponsors: [String] = [],
        committee: String? = nil, stage: String? = nil, articles: [Article] = [], window: CommentWindow,
        vote: Instant? = nil, policy: ResponsePolicy = ResponsePolicy()
    ) {
        (self.id, self.kind, self.reference, self.titles) = (id, kind, reference, titles)
        (self.sponsors, self.committee, self.stage, self.articles) = (sponsors, committee, stage, articles)
        (self.window, self.vote, self.policy) = (window, vote, policy)
    }
}

/// A bill's form in JSON: what `bill add` reads, what the API shows, what the ledger records.
extension Bill {
    private enum CodingKeys: String, CodingKey {
        case id, kind, reference, titles, sponsors, committee, stage, articles, window
        case vote = "vote_at"
        case policy
    }

    /// Members that may be left out: sponsors, committee, stage, articles, vote_at, policy.
    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try box.decode(String.self, forKey: .id),
            kind: try box.decode(BillKind.self, forKey: .kind),
            reference: try box.decode(String.self, forKey: .reference),
            titles: try box.decode(LocalizedText.self, forKey: .titles),
            sponsors: try box.decodeIfPresent([String].self, forKey: .sponsors) ?? [],
            committee: try box.decodeIfPresent(String.self, forKey: .committee),
            stage: try box.decodeIfPresent(String.self, forKey: .stage),
            articles: try box.decodeIfPresent([Article].self, forKey: .articles) ?? [],
            window: try box.decode(CommentWindow.self, forKey: .window),
            vote: try box.decodeIfPresent(Instant.self, forKey: .vote),
            policy: try box.decodeIfPresent(ResponsePolicy.self, forKey: .policy) ?? ResponsePolicy())
    }
}

package enum BillKind: String, CaseIterable, Codable, Sendable {
    case governmentBill = "government_bill"
    case memberBill = "member_bill"
    case actionPlan = "action_plan"
    case policyEvaluation = "policy_evaluation"
}

/// A part of a bill that a comment may point at.
package struct Article: Hashable, Codable, Sendable {
    /// Unique within its bill, 1 to 64 characters, such as `12` or `annex-a`.
    package var id: String
    package var titles: LocalizedText
    /// What it says, where the institution gives it: at most `Article.textAtMost` bytes of UTF-8 a language.
    package var texts: LocalizedText?

    package static let textAtMost = 65_536

    package init(id: String, titles: LocalizedText, texts: LocalizedText? = nil) {
        (self.id, self.titles, self.texts) = (id, titles, texts)
    }
}

/// When comments are taken: from `opens` (included) to `closes` (not included). Without `closes`, until the bill is closed.
package struct CommentWindow: Hashable, Codable, Sendable {
    package var opens: Instant
    package var closes: Instant?

    package init(opens: Instant, closes: Instant? = nil) {
        (self.opens, self.closes) = (opens, closes)
    }

    package func isOpen(at instant: Instant) -> Bool {
        instant >= opens && closes.map { instant < $0 } ?? true
    }
}

/// Why a bill stopped taking comments.
package enum BillClosure: String, CaseIterable, Codable, Sendable {
    /// Its comment window ended early; what waits is still owed a decision.
    case windowClosed = "window_closed"
    /// It was voted; what waits lapses.
    case voted
    /// It was withdrawn; what waits lapses.
    case withdrawn

    /// Whether comments that still wait have lost their object.
    package var lapsesComments: Bool { self != .windowClosed }
}
