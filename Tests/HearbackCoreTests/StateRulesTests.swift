import HearbackCore
import Testing

@Suite("The rules beside the table of states")
struct StateRulesTests {
    private let amina = Actor(.moderator, "amina")
    private let brahim = Actor(.moderator, "brahim")
    private let noon = Samples.noon

    private func refusal(
        _ state: CommentState, _ action: CommentAction, by actor: Actor, at instant: Instant
    ) -> IllegalTransition.Cause? {
        var state = state
        let before = state
        do {
            _ = try state.apply(action, by: actor, at: instant)
            return nil
        } catch {
            #expect(state == before, "a refused event must change nothing")
            return error.cause
        }
    }

    @Test("A claimed comment is its moderator's until the lease ends")
    func claim() throws {
        let end = noon.advanced(byMilliseconds: 900_000)
        var state = CommentState.received
        _ = try state.apply(.claimed(until: end), by: amina, at: noon)

        #expect(refusal(state, .published, by: brahim, at: noon) == .claimed(by: "amina", until: end))
        #expect(refusal(state, .claimed(until: end), by: brahim, at: noon) == .claimed(by: "amina", until: end))
        #expect(refusal(state, .released, by: brahim, at: noon) == .claimed(by: "amina", until: end))
        #expect(refusal(state, .published, by: amina, at: noon) == nil)
        #expect(refusal(state, .published, by: brahim, at: end) == nil)
    }

    @Test("Nothing can be released that nobody holds")
    func release() throws {
        #expect(refusal(.received, .released, by: amina, at: noon) == .notClaimed)
        var state = CommentState.received
        _ = try state.apply(.claimed(until: noon.advanced(byMilliseconds: 1)), by: amina, at: noon)
        _ = try state.apply(.released, by: amina, at: noon)
        #expect(state.claim == nil)
    }

    @Test("An appeal is possible once, and not before the moderator who rejected")
    func appeal() throws {
        var state = CommentState.received
        _ = try state.apply(.rejected(.spam, explanation: "spam"), by: amina, at: noon)
        _ = try state.apply(.appealed(grounds: "no"), by: .submitter, at: noon)
        #expect(refusal(state, .published, by: amina, at: noon) == .sameModerator)
        #expect(refusal(state, .claimed(until: noon), by: amina, at: noon) == .sameModerator)
        _ = try state.apply(.rejected(.spam, explanation: "still"), by: brahim, at: noon)
        #expect(refusal(state, .appealed(grounds: "again"), by: .submitter, at: noon) == .appealedBefore)
    }

    @Test("The first answer is an answer, every later one an amendment")
    func answers() throws {
        let responder = Actor(.responder, "committee")
        var state = CommentState.received
        _ = try state.apply(.published, by: amina, at: noon)
        #expect(refusal(state, .answerAmended(text: "x"), by: responder, at: noon) == .notAnswered)
        _ = try state.apply(.answered(text: "x"), by: responder, at: noon)
        #expect(refusal(state, .answered(text: "y"), by: responder, at: noon) == .answeredBefore)
        #expect(refusal(state, .answerAmended(text: "y"), by: responder, at: noon) == nil)
    }

    @Test("Each event is refused to every role that is not its own", arguments: CommentEventKind.allCases, Role.allCases)
    func roles(kind: CommentEventKind, role: Role) throws {
        guard !kind.actors.contains(role), let action = Samples.action(kind) else { return }
        #expect(refusal(.received, action, by: Actor(role, "x"), at: noon) == .role(role))
    }

    @Test("What is named as allowed is allowed to somebody, and the rest to nobody")
    func allowed() throws {
        var state = CommentState.received
        _ = try state.apply(.published, by: amina, at: noon)
        #expect(state.allowedEvents.contains(.answered) && !state.allowedEvents.contains(.answerAmended))
        for kind in CommentEventKind.allCases where kind != .received {
            let action = kind == .decisionUndone ? .decisionUndone(Samples.undo(.published)) : try #require(Samples.action(kind))
            #expect((refusal(state, action, by: Samples.actor(for: kind), at: noon) == nil) == state.allowedEvents.contains(kind))
        }
    }

    @Test("A transition says where it started, where it ended and what made it")
    func transition() throws {
        var state = CommentState.received
        let transition = try state.apply(.published, by: amina, at: noon)
        #expect(transition.from == .received)
        #expect(transition.to == state)
        #expect(state.status == .published)
        #expect(state.revision == 2)
        #expect(transition.actor == amina)
        #expect(transition.occurred == noon)
    }
}
