package import HearbackCore

extension ResponseClock {
    /// What this clock shows of a comment at an instant. nil when there is nothing to measure: the comment was not yet
    /// known, it has no address to tell, or the wait has not begun.
    package func observation(of timeline: CommentTimeline, asOf: Instant) -> ClockObservation? {
        timeline.known(at: asOf).flatMap { observation(ofKnown: $0, asOf: asOf) }
    }

    /// The same of a timeline that holds nothing later than the instant.
    func observation(ofKnown known: CommentTimeline, asOf: Instant) -> ClockObservation? {
        guard let start = start(in: known) else { return nil }
        let event = event(in: known, from: start)
        let competing = competitor(in: known)
        var (stop, status) = (asOf, ClockObservation.Status.open)
        if let competing { (stop, status) = (competing.at, .competing(competing.cause)) }
        // At the same instant what was waited for comes first.
        if let event, competing.map({ event <= $0.at }) ?? true { (stop, status) = (event, .event) }
        return ClockObservation(clock: self, start: start, stop: stop, entry: known.entered, status: status)
    }

    private func start(in timeline: CommentTimeline) -> Instant? {
        switch self {
        case .firstAction, .decision, .finalDecision, .publication, .answer, .outcome: timeline.received
        case .ack: timeline.hasAddress ? timeline.received : nil
        case .notice: timeline.hasAddress ? timeline.first(where: \.isDecision)?.occurred : nil
        }
    }

    private func event(in timeline: CommentTimeline, from start: Instant) -> Instant? {
        switch self {
        case .ack: timeline.first { $0.kind == .notified }?.occurred
        case .firstAction: timeline.first(where: \.isModeration)?.occurred
        case .decision: timeline.first(where: \.isDecision)?.occurred
        case .finalDecision: timeline.standingDecision?.occurred
        case .publication: timeline.first { $0.kind == .published }?.occurred
        case .notice: timeline.first { $0.tellsDecision && $0.occurred >= start }?.occurred
        case .answer: timeline.first { $0.kind == .answered }?.occurred
        case .outcome: timeline.first { $0.kind == .outcomeRecorded }?.occurred
        }
    }

    /// The first of what ends the wait otherwise.
    private func competitor(in timeline: CommentTimeline) -> (at: Instant, cause: CompetingCause)? {
        var first: (at: Instant, cause: CompetingCause)?
        for cause in causes {
            guard let at = cause.instant(in: timeline) else { continue }
            if let first, first.at <= at { continue }
            first = (at, cause)
        }
        return first
    }

    /// What can end the wait otherwise.
    package var causes: [CompetingCause] {
        switch self {
        case .ack: [.withdrawn]
        case .firstAction, .decision, .finalDecision: [.withdrawn, .lapsed]
        case .publication, .answer, .outcome: [.rejected, .withdrawn, .lapsed]
        case .notice: []
        }
    }
}

extension CompetingCause {
    fileprivate func instant(in timeline: CommentTimeline) -> Instant? {
        switch self {
        case .rejected: timeline.standingRejection?.occurred
        case .withdrawn: timeline.first { $0.kind == .withdrawn }?.occurred
        case .lapsed: timeline.first { $0.kind == .lapsed }?.occurred
        }
    }
}

extension CommentTimeline {
    func first(where condition: (Event) -> Bool) -> Event? { events.first(where: condition) }

    /// The last decision, unless it was appealed since.
    var standingDecision: Event? {
        guard let last = events.last(where: { $0.isDecision || $0.kind == .unpublished || $0.kind == .appealed }),
            last.kind != .appealed
        else { return nil }
        return last
    }

    /// The last decision when it is a refusal: after it the comment can be neither published nor answered.
    var standingRejection: Event? {
        standingDecision.flatMap { $0.kind == .published ? nil : $0 }
    }
}

extension CommentTimeline.Event {
    var isDecision: Bool { kind == .published || kind == .rejected }

    var isModeration: Bool { kind.isModeration }

    private static let decisionMessages: Set<String> = ["comment.published", "comment.rejected", "comment.unpublished"]

    var tellsDecision: Bool {
        kind == .notified && messageType.map(Self.decisionMessages.contains) == true
    }
}
