package import HearbackCore
package import HearbackTime

/// What a report can be broken down by.
package enum AuditFacet: String, CaseIterable, Codable, Hashable, Sendable {
    case bill, committee, language, submitter, channel
    /// The reason of the first refusal: only decided comments have one.
    case reason

    /// Whether a small group could point at a person, so that it is left out of the report.
    package var isSensitive: Bool { self == .submitter || self == .language }
}

/// Working days within which the institution wants to have acted, from the day after receipt.
package struct AuditTargets: Hashable, Sendable {
    package let firstAction: Int?
    package let decision: Int?
    package let answer: Int?

    package init(firstAction: Int? = nil, decision: Int? = nil, answer: Int? = nil) {
        (self.firstAction, self.decision, self.answer) = (firstAction, decision, answer)
    }
}

/// One comment as an audit sees it, whoever kept the record.
package struct AuditCase: Sendable {
    /// A public name, such as the comment's reference; nothing that says who wrote it.
    package let reference: String
    package let timeline: CommentTimeline
    package let facets: [AuditFacet: String]
    package let targets: AuditTargets
    /// The day promised in the receipt. It stands whatever the calendar says later, but for the timeline's own
    /// `due_reckoned` events.
    package let promised: CivilDate?
    /// When it stops to matter: the vote on the bill.
    package let closing: Instant?

    package init(
        reference: String, timeline: CommentTimeline, facets: [AuditFacet: String] = [:],
        targets: AuditTargets = AuditTargets(), promised: CivilDate? = nil, closing: Instant? = nil
    ) {
        (self.reference, self.timeline, self.facets) = (reference, timeline, facets)
        (self.targets, self.promised, self.closing) = (targets, promised, closing)
    }
}

/// Who is looked at.
package enum AuditPopulation: String, CaseIterable, Codable, Sendable {
    /// Received in the window, followed up to the instant of the report.
    case cohort
    /// Whoever waited at some moment of the window: seen from its beginning (left truncation) to its end.
    case period
}

/// What a report is about. The same scope over the same records gives the same report.
package struct AuditScope: Hashable, Sendable {
    /// Included; nil: from the first comment on.
    package let from: Instant?
    /// Not included; nil: up to the instant of the report.
    package let to: Instant?
    /// Nothing that happened, or was written down, later is seen.
    package let asOf: Instant
    package let population: AuditPopulation
    package let by: AuditFacet?
    package let zone: Zone
    package let calendar: WorkingCalendar
    /// The report whose figures are compared with what is known now.
    package let earlier: EarlierReport?

    package init(
        from: Instant? = nil, to: Instant? = nil, asOf: Instant, population: AuditPopulation = .cohort,
        by: AuditFacet? = nil, zone: Zone, calendar: WorkingCalendar, earlier: EarlierReport? = nil
    ) {
        (self.from, self.to, self.population, self.by) = (from, to, population, by)
        self.earlier = earlier
        (self.zone, self.calendar) = (zone, calendar)
        self.asOf = asOf
    }

    /// The end of the window, never later than the instant of the report.
    package var end: Instant { min(to ?? asOf, asOf) }
    /// The instant up to which waits are followed.
    package var followedTo: Instant { population == .cohort ? asOf : end }
    package var today: CivilDate { zone.civilDate(at: followedTo) }

    /// Whether something known happened before the end of the window.
    func isBeforeEnd(_ instant: Instant) -> Bool { to.map { instant < $0 } ?? true }

    /// Whether a comment received then belongs to the window's own arrivals.
    func receives(_ instant: Instant) -> Bool {
        (from.map { instant >= $0 } ?? true) && isBeforeEnd(instant)
    }
}
