/// How much is sent to whom at most, and when a submitter is told that nothing has happened.
package struct DeliveryRules: Hashable, Sendable {
    /// Milliseconds within which an attempt that succeeds is prompt.
    static let prompt: Int64 = 1_000
    /// Messages on the wire to one endpoint at the same time.
    package var perEndpoint: Int
    /// How many times `perEndpoint` are leased for an endpoint that takes them promptly: those that are not on the wire
    /// yet wait at the sender, so that a place on the wire is filled again before the outbox knows that it was empty.
    package var leaseAhead: Int
    /// Messages to one endpoint in a minute; 0 is no limit.
    package var perMinute: Int
    /// Whole days after a comment's receipt on which its submitter is told that it still waits, ascending.
    package var waitingDays: [Int]
    /// Days between later tellings; 0 is never again.
    package var waitingRepeat: Int
    /// Whether a submitter is told, once, that the day by which a decision was due has ended without one.
    package var tellsOverdue: Bool
    /// Whether an address in a submission is asked, by e-mail, whether it wants notices.
    package var sendsMail: Bool
    /// Milliseconds from a decision to its notice, in which it may be taken back and nobody is told.
    package var decisionGrace: Int64

    package init(
        perEndpoint: Int = 2, leaseAhead: Int = 16, perMinute: Int = 60, waitingDays: [Int] = [7, 14, 30],
        waitingRepeat: Int = 30, tellsOverdue: Bool = true, sendsMail: Bool = false, decisionGrace: Int64 = 0
    ) {
        (self.perEndpoint, self.leaseAhead, self.perMinute) = (perEndpoint, leaseAhead, perMinute)
        (self.waitingDays, self.waitingRepeat) = (waitingDays, waitingRepeat)
        (self.tellsOverdue, self.sendsMail, self.decisionGrace) = (tellsOverdue, sendsMail, decisionGrace)
    }

    /// The first day of a telling that lies after `day`; nil when none does.
    ///
    /// What was missed, because the daemon stood still, is not made up for: one telling says it all.
    func waitingDay(after day: Int) -> Int? {
        if let next = waitingDays.first(where: { $0 > day }) { return next }
        guard waitingRepeat > 0 else { return nil }
        let last = waitingDays.last ?? 0
        return last + ((max(day, last) - last) / waitingRepeat + 1) * waitingRepeat
    }
}
