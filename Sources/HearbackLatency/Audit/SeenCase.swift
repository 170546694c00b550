import HearbackCore
import HearbackTime

/// A case as it stood at the end of what a scope follows. The clocks beside the decision's are read for members alone.
struct SeenCase: Sendable {
    enum Matter: Sendable {
        case yes, no, stillPossible
    }

    let record: AuditCase
    let known: CommentTimeline
    private var observations = ClockMap<ClockObservation>()
    /// When the submitter had a question to answer; of members.
    private(set) var pause: Range<Instant>?

    /// nil when the comment was not yet known.
    init?(_ record: AuditCase, _ scope: AuditScope) {
        guard let known = record.timeline.known(at: scope.followedTo) else { return nil }
        (self.record, self.known) = (record, scope.population == .period ? known.entering(scope.from) : known)
        observations[.decision] = ResponseClock.decision.observation(ofKnown: self.known, asOf: scope.followedTo)
    }

    /// Reads the other clocks.
    ///
    /// - Returns: whether the comment is one of the scope's population; else nothing is read.
    mutating func joins(_ scope: AuditScope, _ reckoner: inout DueReckoner) -> Bool {
        guard belongs(to: scope) else { return false }
        for clock in ResponseClock.allCases where clock != .decision {
            observations[clock] = clock.observation(ofKnown: known, asOf: scope.followedTo)
        }
        pause = known.pause(upTo: scope.followedTo, &reckoner)
        return true
    }

    func belongs(to scope: AuditScope) -> Bool {
        switch scope.population {
        case .cohort: scope.receives(known.received)
        case .period: self[.decision].map { $0.stop > $0.entry } ?? false
        }
    }

    subscript(clock: ResponseClock) -> ClockObservation? { observations[clock] }

    /// How waiting for a decision ended; nil while it is open.
    var decisionEnd: DecisionEnd? {
        switch observations[.decision]?.status {
        case .event: known.first(where: \.isDecision)?.kind == .published ? .published : .rejected
        case .competing(.withdrawn): .withdrawn
        case .competing(.lapsed): .lapsed
        case .competing(.rejected), .open, nil: nil
        }
    }

    /// The day by which a decision was promised, as it was known.
    var promised: CivilDate? {
        let moved = known.events.last { $0.kind == .dueReckoned }
        return moved?.code.flatMap { CivilDate($0) } ?? record.promised
    }

    /// Of the first refusal.
    var reason: String? { known.first { $0.kind == .rejected }?.code }

    /// Refused as spam or as a copy of another one, and not published after all.
    var isSpam: Bool {
        guard let code = known.standingRejection?.code else { return false }
        return code == RejectionReason.spam.rawValue || code == RejectionReason.duplicate.rawValue
    }

    /// Whether the decision came before the vote; nil where that says nothing: no vote is known, or the author
    /// withdrew the comment while it could still matter.
    func matters(_ scope: AuditScope) -> Matter? {
        guard let closing = record.closing, let decision = observations[.decision] else { return nil }
        switch decision.status {
        case .event: return decision.stop < closing ? .yes : .no
        case .competing(.withdrawn) where decision.stop < closing: return nil
        case .competing: return .no
        case .open: return scope.followedTo < closing ? .stillPossible : .no
        }
    }

    func facet(_ facet: AuditFacet) -> String? {
        facet == .reason ? reason : record.facets[facet] ?? "-"
    }

    var stage: AuditOldest.Stage {
        let last = known.events.last {
            switch $0.kind {
            case .clarificationAsked, .clarificationReceived, .clarificationExpired, .appealed: true
            default: $0.isModeration
            }
        }
        switch last?.kind {
        case nil: return .nobodyLooked
        case .clarificationAsked: return .withSubmitter
        case .appealed: return .onAppeal
        default: return .withModerators
        }
    }
}

extension CommentTimeline {
    /// Seen only from an instant on: left truncation.
    func entering(_ from: Instant?) -> CommentTimeline {
        guard let from, from > entered else { return self }
        return CommentTimeline(received: received, imported: from, hasAddress: hasAddress, events: events)
    }

    /// From the arrival of the first question to the author until the reply, or until ten working days later: the only
    /// time that the net clocks leave out. Where nothing can be delivered the question stands on the comment's page.
    func pause(upTo end: Instant, _ reckoner: inout DueReckoner) -> Range<Instant>? {
        guard let asked = first(where: { $0.kind == .clarificationAsked }) else { return nil }
        let told = hasAddress ? first { $0.messageType == "comment.clarification_asked" }?.occurred : asked.occurred
        guard let told, told >= asked.occurred else { return nil }
        let replied = first { event in
            guard event.occurred >= asked.occurred else { return false }
            switch event.kind {
            case .clarificationReceived, .clarificationExpired, .withdrawn, .lapsed, .published, .rejected: return true
            default: return false
            }
        }
        let until = min(replied?.occurred ?? end, reckoner.endOfPause(from: told), end)
        return told < until ? told..<until : nil
    }
}

extension ClockObservation {
    /// The same wait without the part of it that lies in a pause.
    func without(_ pause: Range<Instant>?) -> ClockObservation {
        guard let pause else { return self }
        let overlap = min(stop, pause.upperBound).milliseconds(since: max(start, pause.lowerBound))
        guard overlap > 0 else { return self }
        return ClockObservation(
            clock: clock, start: start, stop: stop.advanced(byMilliseconds: -overlap), entry: entry, status: status)
    }
}
