import HearbackCore
import HearbackTestSupport
import Testing

/// A second, much simpler account of a comment's life, to compare the state machine with.
private struct Model {
    var status = CommentStatus.awaitingApproval
    var holder: (name: String, until: Instant)?
    var appeals = 0
    var rejecter: String?
    var answers = 0
    var erasures = 0
    var outcomes = 0
    /// What has ended the wait for a clock, by the list of the reference.
    var past: Set<CommentEventKind> = []
    var misses: Set<TargetClock> = []

    /// False where the event must be refused.
    mutating func take(_ action: CommentAction, by actor: Actor, at now: Instant) -> Bool {
        guard action.kind.actors.contains(actor.role) else { return false }
        let deskEvents: Set<CommentEventKind> = [.claimed, .released, .clarificationAsked, .published, .rejected]
        if deskEvents.contains(action.kind) {
            guard status == .awaitingApproval else { return false }
            let held = holder.flatMap { $0.until > now ? $0.name : nil }
            if case .claimed(_, let former?) = action {
                guard held == former, former != actor.name else { return false }
            } else if let held, held != actor.name {
                return false
            }
            if action.kind == .released, holder == nil { return false }
            if appeals > 0, action.kind != .released, rejecter != nil, rejecter == actor.name { return false }
        }
        switch (action, status) {
        case (.claimed(let until, _), _): holder = actor.name.map { ($0, until) }
        case (.released, _): holder = nil
        case (.clarificationAsked, _): (status, holder) = (.awaitingClarification, nil)
        case (.published, _): (status, holder) = (.published, nil)
        case (.rejected, _): (status, holder, rejecter) = (.rejected, nil, actor.name)
        case (.clarificationReceived, .awaitingClarification), (.clarificationExpired, .awaitingClarification):
            status = .awaitingApproval
        case (.appealed, .rejected) where appeals == 0: (status, appeals) = (.awaitingApproval, 1)
        case (.withdrawn, .awaitingApproval), (.withdrawn, .awaitingClarification), (.withdrawn, .published):
            (status, holder) = (.withdrawn, nil)
        case (.lapsed, .awaitingApproval), (.lapsed, .awaitingClarification): (status, holder) = (.lapsed, nil)
        case (.unpublished, .published): (status, holder, rejecter) = (.rejected, nil, actor.name)
        case (.answered, .published), (.answered, .lapsed):
            if answers > 0 { return false }
            answers = 1
        case (.answerAmended, .published), (.answerAmended, .lapsed): return answers > 0
        case (.outcomeRecorded, .published), (.outcomeRecorded, .lapsed): outcomes += 1
        case (.erased, _):
            if erasures > 0 { return false }
            erasures = 1
        case (.decisionUndone(let undo), .published), (.decisionUndone(let undo), .rejected),
            (.decisionUndone(let undo), .awaitingClarification):
            let then: [CommentEventKind: CommentStatus] = [
                .published: .published, .rejected: .rejected, .clarificationAsked: .awaitingClarification,
            ]
            guard then[undo.kind] == status, answers + outcomes + erasures == 0 else { return false }
            if actor.role == .moderator, actor.name != undo.moderator { return false }
            if undo.kind == .published, undo.isAnnounced { return false }
            (status, rejecter) = (.awaitingApproval, undo.earlierRejecter)
            if undo.reopened.contains(.decision) {
                past.subtract([.published, .rejected])
                misses.remove(.decision)
            }
        case (.flagged, _), (.noteAdded, _), (.redacted, _), (.notified, _), (.originalRead, _): break
        case (.targetMissed(let missed), _):
            return past.isDisjoint(with: Self.ends[missed.clock] ?? []) && misses.insert(missed.clock).inserted
        case (.dueReckoned, .awaitingApproval), (.dueReckoned, .awaitingClarification):
            return past.isDisjoint(with: Self.ends[.decision] ?? []) && !misses.contains(.decision)
        default: return false
        }
        past.insert(action.kind)
        return true
    }

    private static let ends: [TargetClock: Set<CommentEventKind>] = [
        .firstAction: [.claimed, .clarificationAsked, .published, .rejected, .withdrawn, .lapsed, .decisionUndone],
        .decision: [.published, .rejected, .withdrawn, .lapsed], .answer: [.answered, .withdrawn],
    ]
}

@Suite("Random lives of comments")
struct StateMachinePropertyTests {
    @Test("The state machine and the simple model agree at every step", arguments: UInt64(1)...200)
    func agreement(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var state = CommentState.received
        var model = Model()
        var now = Samples.noon
        for step in 0..<120 {
            now = now.advanced(byMilliseconds: Int64.random(in: 0...1_200_000, using: &random))
            var action = try #require(Samples.actions.randomElement(using: &random))
            if case .claimed(_, let former) = action {
                action = .claimed(until: now.advanced(byMilliseconds: 900_000), takenFrom: former)
            }
            let name = try #require(["amina", "brahim", "chama"].randomElement(using: &random))
            let actor =
                Int.random(in: 0..<10, using: &random) == 0
                ? Actor(try #require(Role.allCases.randomElement(using: &random)), name)
                : Samples.actor(for: action.kind, named: name)
            let before = state

            let accepted = (try? state.apply(action, by: actor, at: now)) != nil

            #expect(accepted == model.take(action, by: actor, at: now), "step \(step): \(action.kind) by \(actor)")
            #expect(state.status == model.status, "step \(step): \(action.kind)")
            #expect(state.claim?.moderator == model.holder?.name)
            #expect(state.revision == before.revision + (accepted ? 1 : 0))
        }
    }
}
