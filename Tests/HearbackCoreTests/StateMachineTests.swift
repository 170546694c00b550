import HearbackCore
import Testing

/// The design's table of states, written down a second time and by hand: a row for each event, a column for each status
/// from which it is legal, with the status that follows.
private let designTable: [CommentEventKind: [CommentStatus: CommentStatus]] = {
    let everywhere = Dictionary(uniqueKeysWithValues: CommentStatus.allCases.map { ($0, $0) })
    let response: [CommentStatus: CommentStatus] = [.published: .published, .lapsed: .lapsed]
    return [
        .received: [:],
        .claimed: [.awaitingApproval: .awaitingApproval],
        .released: [.awaitingApproval: .awaitingApproval],
        .clarificationAsked: [.awaitingApproval: .awaitingClarification],
        .clarificationReceived: [.awaitingClarification: .awaitingApproval],
        .clarificationExpired: [.awaitingClarification: .awaitingApproval],
        .published: [.awaitingApproval: .published],
        .rejected: [.awaitingApproval: .rejected],
        .appealed: [.rejected: .awaitingApproval],
        .withdrawn: [.awaitingApproval: .withdrawn, .awaitingClarification: .withdrawn, .published: .withdrawn],
        .lapsed: [.awaitingApproval: .lapsed, .awaitingClarification: .lapsed],
        .unpublished: [.published: .rejected],
        .answered: response, .answerAmended: response, .outcomeRecorded: response,
        .flagged: everywhere, .noteAdded: everywhere, .redacted: everywhere, .notified: everywhere,
        .erased: everywhere, .targetMissed: everywhere, .originalRead: everywhere,
    ]
}()

/// The design's column "who".
private let designActors: [CommentEventKind: Set<Role>] = {
    let keepers: Set<Role> = [.daemon, .moderator, .administrator]
    return [
        .received: [.submitter], .claimed: [.moderator], .released: [.moderator], .clarificationAsked: [.moderator],
        .clarificationReceived: [.submitter], .clarificationExpired: [.daemon], .published: [.moderator],
        .rejected: [.moderator], .appealed: [.submitter], .withdrawn: [.submitter], .lapsed: [.daemon],
        .unpublished: [.moderator], .answered: [.responder], .answerAmended: [.responder],
        .outcomeRecorded: [.responder], .flagged: keepers, .noteAdded: keepers, .redacted: keepers,
        .notified: keepers, .erased: keepers, .targetMissed: [.daemon],
        .originalRead: [.administrator],
    ]
}()

@Suite("The table of states")
struct StateMachineTests {
    @Test("Each pair of status and event is as the design says", arguments: CommentStatus.allCases, CommentEventKind.allCases)
    func pair(status: CommentStatus, event: CommentEventKind) throws {
        #expect(status.after(event) == (try #require(designTable[event]))[status])
    }

    @Test("The events that a status allows are those with an arrow", arguments: CommentStatus.allCases)
    func legalEvents(status: CommentStatus) {
        let expected = CommentEventKind.allCases.filter { designTable[$0]?[status] != nil }
        #expect(status.legalEvents == expected)
    }

    @Test("Only the design's roles may cause an event", arguments: CommentEventKind.allCases)
    func actors(event: CommentEventKind) {
        #expect(event.actors == designActors[event])
    }

    @Test("An action knows its kind and survives being recorded", arguments: Samples.actions)
    func record(action: CommentAction) throws {
        let (details, text) = action.record
        let event = CommentEvent(
            sequence: 1, comment: Samples.number, kind: action.kind, actor: .daemon, occurred: Samples.noon,
            recorded: Samples.noon, provenance: .observed, details: details, text: text)
        #expect(try CommentAction(event) == action)
    }

    @Test("Every kind but `received` has a sample, so that no test skips one")
    func samplesAreComplete() {
        #expect(Set(Samples.actions.map(\.kind)) == Set(CommentEventKind.allCases).subtracting([.received]))
    }

    @Test("A recorded event without what its kind needs is refused", arguments: [
        CommentEventKind.claimed, .rejected, .lapsed, .unpublished, .outcomeRecorded, .flagged, .notified, .received,
        .targetMissed, .redacted,
    ])
    func unreadable(kind: CommentEventKind) {
        let event = CommentEvent(
            sequence: 7, comment: Samples.number, kind: kind, actor: .daemon, occurred: Samples.noon,
            recorded: Samples.noon, provenance: .observed, details: EventDetails(), text: nil)
        #expect(throws: UnreadableEvent.self) { try CommentAction(event) }
    }
}
