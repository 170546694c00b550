package import HearbackCore

/// Who waits for a decision: what the front page begins with.
package struct WaitingSummary: Hashable, Sendable {
    package var waiting: Int
    /// Of these, how many whose promised day is over.
    package var overdue: Int
    package var oldest: Instant?
    /// When the one that waits longest came, by bill.
    package var oldestByBill: [String: Instant]

    package init(waiting: Int = 0, overdue: Int = 0, oldest: Instant? = nil, oldestByBill: [String: Instant] = [:]) {
        (self.waiting, self.overdue, self.oldest, self.oldestByBill) = (waiting, overdue, oldest, oldestByBill)
    }
}
