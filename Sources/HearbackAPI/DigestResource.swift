package import HearbackCore

/// What moderators are reminded of.
package struct DigestResource: Hashable, Codable, Sendable {
    package var waiting: Int
    package var overdue: Int
    /// Whether the schedule would send it now: something is overdue, or has waited too long.
    package var holds: Bool
    package var oldest: Line?
    /// The overdue ones, the first due first, then those that came first.
    package var comments: [Line]
    /// How many addresses and endpoints it goes to.
    package var readers: Int

    package struct Line: Hashable, Codable, Sendable {
        package var id: String
        package var reference: String
        package var bill: String
        package var daysWaiting: Int
        /// `YYYY-MM-DD`.
        package var decisionDue: String
        package var overdue: Bool

        package init(_ line: QueueDigest.Line) {
            (id, reference, bill) = (line.number.id, CommentReference.text(of: line.number), line.bill)
            (daysWaiting, decisionDue, overdue) = (line.days, line.due, line.isOverdue)
        }

        private enum CodingKeys: String, CodingKey {
            case id, reference, bill, overdue
            case daysWaiting = "days_waiting"
            case decisionDue = "decision_due"
        }
    }

    package init(_ digest: QueueDigest, holds: Bool, readers: Int) {
        (waiting, overdue, self.holds, self.readers) = (digest.waiting, digest.overdue, holds, readers)
        (oldest, comments) = (digest.oldest.map(Line.init), digest.lines.map(Line.init))
    }
}

/// A digest that was sent at somebody's word.
package struct DigestSent: Hashable, Codable, Sendable {
    /// How many readers it was queued for, of those that the configuration names.
    package var told: Int
    package var readers: Int
    package var digest: DigestResource

    package init(told: Int, readers: Int, digest: DigestResource) { (self.told, self.readers, self.digest) = (told, readers, digest) }
}
