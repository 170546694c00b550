import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Targets of a comment")
struct TargetTests {
    private let amina = Actor(.moderator, "amina")
    private let committee = Actor(.responder, "committee")
    private let noon = Samples.noon

    private func missed(_ clock: TargetClock) -> CommentAction { .targetMissed(MissedTarget(clock, due: "2023-02-03")) }

    @Test("A target is missed once, by the daemon, and the status stays", arguments: TargetClock.allCases)
    func once(clock: TargetClock) throws {
        var state = CommentState.received
        #expect(throws: IllegalTransition.self) { try state.apply(missed(clock), by: amina, at: noon) }
        let transition = try state.apply(missed(clock), by: .daemon, at: noon)
        #expect(transition.to.status == .awaitingApproval && transition.to.claim == nil)
        #expect(!state.openTargets.contains(clock))
        do {
            _ = try state.apply(missed(clock), by: .daemon, at: noon)
            Issue.record("missed twice")
        } catch {
            #expect(error.cause == .targetSettled(clock))
        }
    }

    @Test("An outcome is no answer, and an appeal does not undo the first decision")
    func settled() throws {
        var state = CommentState.received
        _ = try state.apply(.rejected(.spam, explanation: "x"), by: amina, at: noon)
        #expect(state.awaitedTargets == [] && state.openTargets == .answer)
        _ = try state.apply(.appealed(grounds: "y"), by: .submitter, at: noon)
        #expect(state.awaitedTargets == [], "the first decision was taken")
        _ = try state.apply(.published, by: Actor(.moderator, "brahim"), at: noon)
        _ = try state.apply(.outcomeRecorded(Outcome(.noted, reason: "z")), by: committee, at: noon)
        #expect(state.awaitedTargets == .answer)
        _ = try state.apply(.answered(text: "z"), by: committee, at: noon)
        #expect(state.openTargets == [])
    }

    @Test("What was missed before an import is not open; a lapsed comment is still owed an answer, a withdrawn one nothing")
    func ends() throws {
        #expect(CommentState.received(dueBeforeImport: [.firstAction, .decision]).awaitedTargets == [])
        #expect(CommentState.received(dueBeforeImport: []).openTargets == .all)
        var lapsed = CommentState.received
        _ = try lapsed.apply(.lapsed(.billVoted), by: .daemon, at: noon)
        #expect(lapsed.awaitedTargets == .answer)
        var withdrawn = CommentState.received
        _ = try withdrawn.apply(.withdrawn, by: .submitter, at: noon)
        #expect(withdrawn.openTargets == [])
    }

    @Test("Whoever reads the timeline sees it, and it is told by a message of its own")
    func publicity() {
        #expect(CommentEventKind.targetMissed.isOnTimeline && !CommentEventKind.targetMissed.isTold)
        #expect(NoticeType("comment.overdue") == .overdue && NoticeType.overdue.text == "comment.overdue")
    }

    @Test("Random lives: what is awaited is open, and only the first action and decision of what is undecided, or the answer",
        arguments: UInt64(1)...100)
    func invariant(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var state = CommentState.received
        for step in 0..<80 {
            let action = try #require(Samples.actions.randomElement(using: &random))
            _ = try? state.apply(action, by: Samples.actor(for: action.kind), at: noon)
            let place = Comment(rawValue: "seed \(seed), step \(step): \(action.kind)")
            #expect(state.openTargets.isSuperset(of: state.awaitedTargets), place)
            // What the store's indexes lean on: these two end when the wait for the decision does.
            let early = state.openTargets.intersection([.firstAction, .decision])
            #expect(early.isEmpty || state.status.isUndecided, place)
            #expect(state.awaitedTargets.isDisjoint(with: .answer) || !state.isAnswered, place)
        }
    }
}

@Suite("Policies")
struct PolicyTests {
    private func change(_ edit: (inout PolicyChange) -> Void) -> PolicyChange {
        var change = PolicyChange()
        edit(&change)
        return change
    }

    private func problem(_ edit: (inout PolicyChange) -> Void) -> BillProblem? {
        do {
            _ = try ResponsePolicy().changed(by: change(edit))
            return nil
        } catch {
            return error
        }
    }

    @Test("A change is the next version; no change is none")
    func versions() throws {
        let policy = ResponsePolicy()
        #expect(try policy.changed(by: PolicyChange()) == policy)
        #expect(try policy.changed(by: change { $0.decisionDays = 20 }) == policy)
        let next = try policy.changed(by: change { $0.decisionDays = 10 })
        #expect(next.version == 2 && next.decisionDays == 10 && next.answerDays == 60 && next.basis == .target)
    }

    @Test("A term by law cites the law; going back to a target drops the citation")
    func basis() throws {
        let law = try ResponsePolicy().changed(by: change { ($0.basis, $0.citation) = (.law, "law 31.13, art. 16") })
        #expect(law.basis == .law && law.citation == "law 31.13, art. 16")
        #expect(try law.changed(by: change { $0.basis = .target }).citation == nil)
        #expect(problem { $0.basis = .law } == .lawWithoutCitation)
        #expect(problem { $0.citation = "\u{1B}[2J" } == .citation(.control(scalar: 0x1B, offset: 0)))
        #expect(problem { $0.answerDays = 1_001 } == .target("answer_days"))
        var last = ResponsePolicy(version: ResponsePolicy.versions.upperBound)
        #expect(throws: BillProblem.policyVersion) { try last.changed(by: change { $0.answerDays = 1 }) }
        last.version = .max
        #expect(throws: BillProblem.policyVersion) { try last.validate() }
    }
}
