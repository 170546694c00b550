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

    @Test("A claim is taken over only by saying from whom, and only from who holds it")
    func takeover() throws {
        let end = noon.advanced(byMilliseconds: 900_000)
        let later = end.advanced(byMilliseconds: 900_000)
        var state = CommentState.received
        #expect(
            refusal(state, .claimed(until: end, takenFrom: "amina"), by: brahim, at: noon)
                == .nothingToTakeOver(from: "amina"))
        _ = try state.apply(.claimed(until: end), by: amina, at: noon)
        for (action, actor, instant) in [
            (CommentAction.claimed(until: later, takenFrom: "chama"), brahim, noon),
            (.claimed(until: later, takenFrom: "amina"), amina, noon),
            (.claimed(until: later, takenFrom: "amina"), brahim, end),
        ] {
            #expect(refusal(state, action, by: actor, at: instant) != nil)
        }
        _ = try state.apply(.claimed(until: later, takenFrom: "amina"), by: brahim, at: noon)
        #expect(state.claim == .init(moderator: "brahim", until: later))
        #expect(refusal(state, .published, by: amina, at: noon) == .claimed(by: "brahim", until: later))
        #expect(refusal(state, .published, by: brahim, at: noon) == nil)
    }

    @Test("A takeover does not give an appeal to the moderator who rejected")
    func takeoverOfAppeal() throws {
        let end = noon.advanced(byMilliseconds: 900_000)
        var state = CommentState.received
        _ = try state.apply(.rejected(.spam, explanation: "spam"), by: amina, at: noon)
        _ = try state.apply(.appealed(grounds: "no"), by: .submitter, at: noon)
        _ = try state.apply(.claimed(until: end), by: brahim, at: noon)
        #expect(refusal(state, .claimed(until: end, takenFrom: "brahim"), by: amina, at: noon) == .sameModerator)
    }

    @Test("A renewal is an event only when half of the lease is gone, and never shortens a claim")
    func renewal() throws {
        let lease: Int64 = 900_000
        func after(_ milliseconds: Int64) -> Instant { noon.advanced(byMilliseconds: milliseconds) }
        func claiming(_ state: CommentState, by name: String, at instant: Instant, _ lease: Int64 = 900_000, over: Bool = false)
            -> CommentAction?
        {
            state.claiming(by: name, at: instant, forMilliseconds: lease, takingOver: over)
        }
        var state = CommentState.received
        #expect(claiming(state, by: "amina", at: noon, over: true) == .claimed(until: after(lease)))
        _ = try state.apply(.claimed(until: after(lease)), by: amina, at: noon)

        #expect(claiming(state, by: "amina", at: after(449_999)) == nil)
        #expect(claiming(state, by: "amina", at: after(449_999), over: true) == nil)
        #expect(claiming(state, by: "amina", at: after(450_000)) == .claimed(until: after(1_350_000)))
        #expect(claiming(state, by: "amina", at: noon, 60_000) == nil, "a shorter wish shortens nothing")
        #expect(claiming(state, by: "amina", at: noon, 3_600_000) == .claimed(until: after(3_600_000)))
        #expect(claiming(state, by: "brahim", at: noon) == .claimed(until: after(lease)), "which the rules refuse")
        #expect(
            claiming(state, by: "brahim", at: noon, over: true) == .claimed(until: after(lease), takenFrom: "amina"))
        #expect(
            claiming(state, by: "brahim", at: after(lease), over: true) == .claimed(until: after(2 * lease)),
            "nothing is taken from whose lease has ended")
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
