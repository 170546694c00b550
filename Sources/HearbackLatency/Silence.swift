package import HearbackCore
package import HearbackTime

/// For how long a submitter who is still owed something has heard nothing: a gauge, read at an instant.
package struct Silence: Hashable, Sendable {
    /// The last message that is known to have arrived; the receipt of the comment where there was none.
    package let since: Instant
    package let asOf: Instant

    package var milliseconds: Int64 { asOf.milliseconds(since: since) }

    /// The difference of the civil dates, as "silent since DATE, day N" shows it.
    package func days(in zone: Zone) -> Int {
        zone.civilDate(at: asOf).days(since: zone.civilDate(at: since))
    }

    /// nil when the comment was not yet known, or when nothing is owed any more: it was withdrawn, or its refusal,
    /// answer or outcome was told.
    package init?(of timeline: CommentTimeline, asOf: Instant) {
        guard let known = timeline.known(at: asOf) else { return nil }
        self.init(ofKnown: known, asOf: asOf)
    }

    /// The same of a timeline that holds nothing later than the instant.
    init?(ofKnown known: CommentTimeline, asOf: Instant) {
        guard known.first(where: { $0.kind == .withdrawn }) == nil else { return nil }
        let heard = known.lastHeard
        if let closing = known.closing?.occurred, let heard, heard >= closing { return nil }
        self.init(since: max(heard ?? known.received, known.received), asOf: asOf)
    }

    private init(since: Instant, asOf: Instant) {
        (self.since, self.asOf) = (since, asOf)
    }
}

extension CommentTimeline {
    /// The event after whose telling nothing is owed: a refusal that stands, else the first answer or outcome.
    fileprivate var closing: Event? {
        standingRejection ?? first { $0.kind == .answered || $0.kind == .outcomeRecorded }
    }

    /// When the last message is known to have arrived; without an address, when the last thing that is told happened.
    var lastHeard: Instant? {
        events.last { hasAddress ? $0.kind == .notified : $0.kind.isTold }?.occurred
    }
}
