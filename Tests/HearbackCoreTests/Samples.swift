import HearbackCore

/// Values that several suites use.
enum Samples {
    static let noon = Instant(milliseconds: 1_672_999_200_000)
    // Tests may trap.
    static let number = CommentNumber(42)!

    /// One of each, and one for each target.
    static let actions: [CommentAction] = [
        .claimed(until: noon.advanced(byMilliseconds: 900_000)),
        .claimed(until: noon.advanced(byMilliseconds: 900_000), takenFrom: "brahim"), .released, .clarificationAsked(question: "Quel article ?"),
        .clarificationReceived(reply: "المادة 2"), .clarificationExpired, .published,
        .rejected(.offTopic, explanation: "hors sujet"), .appealed(grounds: "relisez"), .withdrawn, .lapsed(.billVoted),
        .unpublished(.personalData, explanation: "un numéro"), .answered(text: "Merci"), .answerAmended(text: "Merci bien"),
        .outcomeRecorded(Outcome(.adopted, reason: "repris", citation: "art. 3")), .flagged(ScreeningResult(findings: [ScreeningFinding(.links, code: "url", span: TextSpan(2, 9)!)])),
        .flagged(ScreeningResult(findings: [ScreeningFinding(.phone, code: "ma", span: TextSpan(0, 10)!)], omitted: 3)),
        .flagged(ScreeningResult(failure: .textTooLong)),
        .noteAdded(text: "voir aussi"), .redacted(Redaction(spans: [TextSpan(0, 3)!], reason: .personalData, text: "████")), .notified(Notice(message: "msg_1", type: "comment.published")),
        .erased(Erasure(.legalOrder, law: "law 09-08, art. 8")), .originalRead, .targetMissed(MissedTarget(.answer, due: "2023-03-31")),
        .targetMissed(MissedTarget(.decision, due: "2023-02-03")),
        .targetMissed(MissedTarget(.firstAction, due: "2023-01-13")),
        .decisionUndone(undo(.rejected, reopened: .decision)), .decisionUndone(undo(.published)),
        .decisionUndone(undo(.published, isAnnounced: true)), .decisionUndone(undo(.clarificationAsked, isAnnounced: true)),
        .dueReckoned(ReckonedDue("2023-02-06", before: "2023-02-03", calendar: "MA 2", isProvisional: false)),
        .dueReckoned(ReckonedDue("2023-02-06", before: "2023-02-03", calendar: "MA 2", isProvisional: true)),
    ]

    static func undo(_ kind: CommentEventKind, reopened: OpenTargets = [], isAnnounced: Bool = false) -> Undo {
        Undo(
            kind: kind, sequence: 7, taken: noon, moderator: "amina", reopened: reopened, earlierRejecter: "brahim",
            isAnnounced: isAnnounced)
    }

    static func action(_ kind: CommentEventKind) -> CommentAction? {
        actions.first { $0.kind == kind }
    }

    /// Somebody who may cause the event.
    static func actor(for kind: CommentEventKind, named name: String = "amina") -> Actor {
        let role = Role.allCases.first { kind.actors.contains($0) } ?? .daemon
        return role == .submitter || role == .daemon ? Actor(role) : Actor(role, name)
    }
}
