import HearbackCore
import Testing

@Suite("Decisions that are taken back")
struct UndoTests {
    private let amina = Actor(.moderator, "amina")

    /// A life, as the ledger would hold it; a minute from event to event.
    private func history(_ actions: [(CommentAction, Actor)]) -> [CommentEvent] {
        func event(_ index: Int, _ kind: CommentEventKind, _ actor: Actor, _ details: EventDetails, _ text: String?) -> CommentEvent {
            let at = Samples.noon.advanced(byMilliseconds: Int64(index) * 60_000)
            return CommentEvent(
                sequence: Int64(index + 100), comment: Samples.number, kind: kind, actor: actor, occurred: at, recorded: at,
                provenance: .observed, details: details, text: text)
        }
        return [event(0, .received, .submitter, EventDetails(), "Bonjour")]
            + actions.enumerated().map { index, step in
                event(index + 1, step.0.kind, step.1, step.0.record.details, step.0.record.text)
            }
    }

    private func replay(_ history: [CommentEvent]) throws -> CommentState {
        var state = CommentState.received
        for event in history.dropFirst() {
            _ = try state.apply(try CommentAction(event), by: event.actor, at: event.occurred)
        }
        return state
    }

    @Test("What was before is restored: who rejected, and the target that the decision had met", arguments: [
        .published, .rejected(.spam, explanation: "x"), .clarificationAsked(question: "?"),
    ] as [CommentAction])
    func restored(decision: CommentAction) throws {
        let lives: [[(CommentAction, Actor)]] = [
            [], [(.noteAdded(text: "n"), amina)],
            [(.targetMissed(MissedTarget(.firstAction, due: "2023-01-13")), .daemon), (.targetMissed(MissedTarget(.decision, due: "2023-02-03")), .daemon)],
            [(.rejected(.other, explanation: "x"), Actor(.moderator, "brahim")), (.appealed(grounds: "y"), .submitter)],
        ]
        for life in lives {
            let before = try replay(history(life))
            let events = history(life + [(decision, amina), (.flagged(ScreeningResult(findings: [ScreeningFinding(.links, code: "url", span: TextSpan(2, 9)!)])), .daemon)])
            var state = try replay(events)
            let undo = try #require(try Undo.last(in: events))
            _ = try state.apply(.decisionUndone(undo), by: amina, at: Samples.noon.advanced(byMilliseconds: 3_600_000))
            #expect(state.status == .awaitingApproval && state.claim == nil)
            #expect(state.lastRejecter == before.lastRejecter && state.hasAppealed == before.hasAppealed)
            // A moderator has looked at it: that stays.
            #expect(state.openTargets == before.openTargets.subtracting(.firstAction))
        }
    }

    @Test("Once something was built on a decision it is no longer the last word", arguments: [
        [(.published, .answered(text: "x"))], [(.published, .withdrawn)], [(.rejected(.spam, explanation: "x"), .appealed(grounds: "y"))],
        [(.clarificationAsked(question: "?"), .clarificationReceived(reply: "!"))], [(.published, .unpublished(.spam, explanation: "x"))],
        [(.published, .outcomeRecorded(Outcome(.noted, reason: "x")))], [(.published, .erased())],
    ] as [[(CommentAction, CommentAction)]])
    func builtOn(pair: [(CommentAction, CommentAction)]) throws {
        let (decision, next) = try #require(pair.first)
        let events = history([(decision, amina), (next, Samples.actor(for: next.kind))])
        #expect(try Undo.last(in: events) == nil)
        #expect(try Undo.last(in: history([])) == nil)
    }

    @Test("Own decisions only, except for an administrator; what the public was told of stays")
    func rights() throws {
        let events = history([(.published, amina)])
        let undo = try #require(try Undo.last(in: events))
        func refusal(_ undo: Undo, _ actor: Actor) throws -> IllegalTransition.Cause? {
            var state = try replay(events)
            do throws(IllegalTransition) {
                _ = try state.apply(.decisionUndone(undo), by: actor, at: Samples.noon)
                return nil
            } catch { return error.cause }
        }
        #expect(try refusal(undo, amina) == nil)
        #expect(try refusal(undo, Actor(.administrator, "root")) == nil)
        #expect(try refusal(undo, Actor(.moderator, "brahim")) == .decidedByAnother("amina"))
        #expect(try refusal(undo, Actor(.responder, "amina")) == .role(.responder))
        var told = undo
        told.isAnnounced = true
        #expect(try refusal(told, amina) == .publishedBefore)
        #expect(try refusal(Samples.undo(.rejected), amina) == .nothingToUndo, "the state is not what a rejection leads to")
        #expect(!CommentAction.decisionUndone(undo).isTold && CommentAction.decisionUndone(told).isTold)
    }
}
