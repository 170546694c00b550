/// What moderators are reminded of: how many wait, and the comments that have waited worst. Without text or identity.
package struct QueueDigest: Hashable, Sendable {
    package var waiting: Int
    /// Of these, those whose due day has ended.
    package var overdue: Int
    /// The one that came first; nil when nothing waits.
    package var oldest: Line?
    /// When that was.
    package var oldestReceived: Instant?
    /// The overdue ones, the first due first, then those that came first. At most `lineLimit`, each once.
    package var lines: [Line]

    package static let lineLimit = 20

    package struct Line: Hashable, Sendable {
        package var number: CommentNumber
        package var bill: String
        /// Local days that it has waited.
        package var days: Int
        /// `YYYY-MM-DD`.
        package var due: String
        package var isOverdue: Bool

        package init(number: CommentNumber, bill: String, days: Int, due: String, isOverdue: Bool) {
            (self.number, self.bill, self.days, self.due, self.isOverdue) = (number, bill, days, due, isOverdue)
        }
    }

    package init(waiting: Int, overdue: Int, oldest: Line?, oldestReceived: Instant? = nil, lines: [Line]) {
        (self.waiting, self.overdue, self.oldest, self.lines) = (waiting, overdue, oldest, lines)
        self.oldestReceived = oldestReceived
    }

    /// Whether moderators are to be told: something is overdue, or has waited so long.
    ///
    /// - Parameter patience: milliseconds that a comment may wait before it is worth a reminder.
    package func calls(at now: Instant, patience: Int64) -> Bool {
        overdue > 0 || oldestReceived.map { now.milliseconds(since: $0) >= patience } ?? false
    }
}
