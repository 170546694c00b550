import HearbackAPI
import HearbackCore

@testable import HearbackReview

enum Samples {
    static let now = Instant(milliseconds: 1_759_276_800_000)

    static func comment(
        _ number: Int, _ text: String = "L’article premier mérite un délai plus long.", language: Language = .french,
        state: CommentStatus = .awaitingApproval, claimedBy: String? = "amina", more: [TimelineEntry] = [], screening: ScreeningResource? = nil
    ) -> CommentResource {
        let received = entry(Int64(number * 10), .received, role: .submitter, actor: nil)
        let claimed = entry(Int64(number * 10 + 1), .claimed)
        return CommentResource(
            id: "cmt_\(number)", reference: "HB-TEST-000\(number)", bill: "pl-03-25", article: "1", language: language,
            text: text, textVersion: 1, screening: screening, submitterKind: .person, submitterName: "Jamila", state: state, revision: 2 + more.count,
            receivedAt: now.advanced(byMilliseconds: -3_600_000), decisionDue: "2025-10-28", decisionBasis: .target,
            claimedBy: claimedBy, allowed: [], timeline: [received, claimed] + more, deliveries: [])
    }

    static func entry(
        _ sequence: Int64, _ event: CommentEventKind, role: Role = .moderator, actor: String? = "amina", text: String? = nil
    ) -> TimelineEntry {
        TimelineEntry(
            sequence: sequence, event: event, at: now, recordedAt: now, provenance: .observed, role: role, actor: actor,
            text: text)
    }

    static let stats = QueueStats(
        waiting: 1_204, awaitingApproval: 1_200, awaitingClarification: 4, claimed: 2, overdue: 3, dueToday: 1,
        oldestAgeSeconds: 3_600 * 24 * 41, decidedToday: 9, decidedTodayByYou: 7,
        byBill: [QueueCount(key: "pl-03-25", waiting: 1_000, oldestAgeSeconds: 1)], byLanguage: [])

    static let bill = BillResource(
        bill: Bill(
            id: "pl-03-25", kind: .governmentBill, reference: "03.25",
            titles: LocalizedText([.french: "Projet de loi sur les placements", .arabic: "القانون رقم 03.25"]),
            committee: "Commission des finances", articles: [Article(id: "1", titles: LocalizedText([.french: "Article premier"]))],
            window: CommentWindow(opens: now)),
        isOpen: true, counts: BillCounts(received: 1, waiting: 1, published: 0, rejected: 0, withdrawn: 0, lapsed: 0))

    /// A session with the first comment on the screen and the second in the hand.
    static func review(
        columns: Int = 80, rows: Int = 24, _ first: CommentResource = comment(1), next: CommentResource? = comment(2)
    ) -> Review {
        var review = Review(size: Size(columns: columns, rows: rows), now: now, user: "amina", filter: ReviewFilter())
        _ = review.begin()
        _ = review.update(.claimed(first))
        if let next { _ = review.update(.claimed(next)) }
        _ = review.update(.figures(stats))
        _ = review.update(.bill(bill))
        return review
    }
}

extension Review {
    /// Presses keys one after the other, as slowly as people do.
    @discardableResult
    mutating func type(_ keys: String) -> [ReviewEffect] {
        keys.flatMap { press($0 == "\n" ? .enter : .character($0)) }
    }

    @discardableResult
    mutating func press(_ key: Key) -> [ReviewEffect] {
        update(.key(key, at: (lastKeyAt ?? now).advanced(byMilliseconds: 200)))
    }

    var shown: String { render().rows.map(\.text).joined(separator: "\n") }
}
