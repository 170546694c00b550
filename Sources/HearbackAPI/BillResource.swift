package import HearbackCore

/// A bill with how many comments it has and how many still wait.
package struct BillResource: Hashable, Codable, Sendable {
    package var bill: Bill
    package var isOpen: Bool
    /// A finding: the day of its vote has passed, and nobody has closed it as voted or withdrawn. What waits has not lapsed.
    package var isPastVote: Bool
    package var closedAt: Instant?
    package var closure: BillClosure?
    package var counts: BillCounts

    package init(
        bill: Bill, isOpen: Bool, isPastVote: Bool = false, closedAt: Instant? = nil, closure: BillClosure? = nil, counts: BillCounts
    ) {
        (self.bill, self.isOpen, self.closedAt, self.closure) = (bill, isOpen, closedAt, closure)
        (self.isPastVote, self.counts) = (isPastVote, counts)
    }

    private enum CodingKeys: String, CodingKey {
        case bill
        case isOpen = "is_open"
        case isPastVote = "is_past_vote"
        case closedAt = "closed_at"
        case closure, counts
    }
}

package struct BillCounts: Hashable, Codable, Sendable {
    package var received: Int
    package var waiting: Int
    package var published: Int
    package var rejected: Int
    package var withdrawn: Int
    package var lapsed: Int

    package init(
        received: Int, waiting: Int, published: Int, rejected: Int, withdrawn: Int, lapsed: Int
    ) {
        (self.received, self.waiting, self.published, self.rejected) = (received, waiting, published, rejected)
        (self.withdrawn, self.lapsed) = (withdrawn, lapsed)
    }
}

package struct BillList: Hashable, Codable, Sendable {
    package var bills: [BillResource]

    package init(
        bills: [BillResource]
    ) {
        self.bills = bills
    }
}

/// The body of `bill close`.
package struct BillClosureRequest: Hashable, Codable, Sendable {
    package var reason: BillClosure

    package init(
        reason: BillClosure
    ) {
        self.reason = reason
    }
}
