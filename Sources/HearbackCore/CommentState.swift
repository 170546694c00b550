/// What a comment's events amount to: its status, and what the rules need to know beside it.
package struct CommentState: Hashable, Sendable {
    package private(set) var status: CommentStatus
    /// The moderator who holds the comment, until the lease ends.
    package private(set) var claim: Claim?
    /// Appeals are allowed once.
    package private(set) var hasAppealed: Bool
    /// Who rejected it last: an appeal is not for the same moderator.
    package private(set) var lastRejecter: String?
    package private(set) var isAnswered: Bool
    package private(set) var outcome: OutcomeKind?
    package private(set) var isErased: Bool
    /// What screening flagged it for.
    package private(set) var flags: FlagSet
    /// Targets that were neither met nor missed yet, nor lost their object.
    package private(set) var openTargets: OpenTargets
    /// Counts the events so far; what compare-and-set compares.
    package private(set) var revision: Int

    package struct Claim: Hashable, Sendable {
        package var moderator: String
        package var until: Instant

        package init(moderator: String, until: Instant) {
            (self.moderator, self.until) = (moderator, until)
        }
    }

    /// The state that `received` creates.
    package static let received = received(dueBeforeImport: [])

    /// The state that the `received` of an import creates.
    package static func received(dueBeforeImport: [TargetClock]) -> CommentState {
        CommentState(
            status: .awaitingApproval, claim: nil, hasAppealed: false, lastRejecter: nil, isAnswered: false, outcome: nil,
            isErased: false, flags: [], openTargets: dueBeforeImport.reduce(.all) { $0.subtracting(OpenTargets($1)) }, revision: 1)
    }

    /// Only for the decoder of stored rows: everybody else gets a state from `received` and `apply`.
    package init(
        status: CommentStatus, claim: Claim?, hasAppealed: Bool, lastRejecter: String?, isAnswered: Bool,
        outcome: OutcomeKind?, isErased: Bool, flags: FlagSet, openTargets: OpenTargets, revision: Int
    ) {
        (self.status, self.claim, self.hasAppealed, self.lastRejecter) = (status, claim, hasAppealed, lastRejecter)
        (self.isAnswered, self.outcome, self.isErased) = (isAnswered, outcome, isErased)
        (self.flags, self.openTargets, self.revision) = (flags, openTargets, revision)
    }

    /// Moves the state by one event, or says why it must not.
    ///
    /// The returned transition is the only thing that the store takes to change a comment.
    package mutating func apply(
        _ action: CommentAction, by actor: Actor, at instant: Instant
    ) throws(IllegalTransition) -> Transition {
        let before = self
        try check(action, by: actor, at: instant)
        guard let next = status.after(action.kind) else { throw refusal(of: action.kind, because: .status) }
        status = next
        record(action, by: actor)
        revision += 1
        return Transition(from: before, to: self, action: action, actor: actor, occurred: instant)
    }

    private mutating func record(_ action: CommentAction, by actor: Actor) {
        openTargets.subtract(action.kind.settledTargets)
        switch action {
        case .claimed(let until, _): claim = actor.name.map { Claim(moderator: $0, until: until) }
        case .released, .clarificationAsked, .published, .withdrawn, .lapsed: claim = nil
        case .rejected, .unpublished: (claim, lastRejecter) = (nil, actor.name)
        case .appealed: hasAppealed = true
        case .answered: isAnswered = true
        case .outcomeRecorded(let recorded): outcome = recorded.kind
        case .erased: isErased = true
        case .targetMissed(let missed): openTargets.remove(OpenTargets(missed.clock))
        case .decisionUndone(let undo): (lastRejecter, openTargets) = (undo.earlierRejecter, openTargets.union(undo.reopened))
        case .flagged(let result): flags.formUnion(result.flags)
        case .clarificationReceived, .clarificationExpired, .answerAmended, .noteAdded, .redacted, .notified, .originalRead,
            .dueReckoned:
            break
        }
    }
}
