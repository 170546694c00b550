import HearbackAPI
import HearbackCore

/// A remedy for each problem that comes without one.
extension ErrorWords {
    static func hint(for problem: Problem) -> String {
        if let hint = problem.hint { return hint }
        if problem.code == .illegalTransition, let allowed = problem.allowed {
            return allowedNow(allowed)
        }
        return standardHint(for: problem.code)
    }

    /// The events that the state allows, as the verbs that cause them.
    private static func allowedNow(_ events: [String]) -> String {
        let verbs = events.compactMap { CommentEventKind(rawValue: $0).flatMap(verb) }
        guard !verbs.isEmpty else { return "nothing more can be done with this comment from the desk" }
        return "possible now: " + verbs.map { "'hearback comment \($0)'" }.joined(separator: ", ")
    }

    /// The desk's verb that causes an event; nil for what others cause.
    static func verb(_ kind: CommentEventKind) -> String? {
        switch kind {
        case .claimed: "claim"
        case .released: "release"
        case .clarificationAsked: "clarify"
        case .published: "publish"
        case .rejected: "reject"
        case .unpublished: "unpublish"
        case .answered: "answer"
        case .answerAmended: "amend-answer"
        case .outcomeRecorded: "outcome"
        case .noteAdded: "note"
        case .decisionUndone: "undo"
        case .redacted: "redact"
        case .received, .clarificationReceived, .clarificationExpired, .appealed, .withdrawn, .lapsed, .flagged,
            .notified, .erased, .targetMissed, .originalRead, .dueReckoned:
            nil
        }
    }

    static func standardHint(for code: ProblemCode) -> String {
        switch code {
        case .malformedJSON, .invalidUTF8, .unsupportedMediaType, .methodNotAllowed:
            "check the input; if it is right, report a fault in hearback"
        case .bodyTooLarge, .textTooLong: "give less text"
        case .missingField: "give the field and try again"
        case .invalidField: "give a value that the command's --help names"
        case .notFound: "check the identifier: 'hearback queue list' and 'hearback bill list' show those that exist"
        case .idempotencyKeyInvalid, .idempotencyConflict: "use a new key"
        case .unknownBill: "'hearback bill list' shows the bills; 'hearback bill add' adds one"
        case .unknownArticle: "'hearback bill show ID' shows the bill's articles"
        case .unknownLanguage: "use \(Language.allCases.map(\.rawValue).joined(separator: ", "))"
        case .unknownEndpoint: "'hearback endpoint list' shows the endpoints"
        case .windowClosed: "'hearback bill show ID' shows when the bill takes comments"
        case .textEmpty: "write the text as an argument, with --file, or give - and write it to standard input"
        case .textControlCharacter, .textUnpairedBidi: "remove the character and try again"
        case .illegalTransition: "'hearback comment show ID' shows the comment's state and what it allows"
        case .conflict: "look with 'hearback comment show ID', then try again"
        case .forbidden: "'hearback daemon status' shows your roles; an administrator grants others"
        case .unauthorized: "give a token that is valid, with HEARBACK_TOKEN or --token-file"
        case .tooManyRequests: "wait until the time that Retry-After gives, then go on"
        case .tooManyFailures: "check the token, wait a minute, then try again"
        case .ownComment: "leave it to a colleague; 'hearback comment note' tells them"
        case .billExists: "'hearback bill show ID' shows the one that exists"
        case .billInvalid: "correct the bill's JSON and try again"
        case .endpointRefused: "use an https address that the public can reach"
        case .endpointExists: "see 'hearback endpoint list'"
        case .endpointInactive: "'hearback endpoint verify' asks it again"
        case .registrationLimited: "wait, or have an administrator add the endpoint"
        case .commentChanged: "look with 'hearback comment show ID', then decide by what is there now"
        case .clockNotSimulated: "only a daemon that was started on a simulated clock can be moved in time"
        case .queueFull, .shuttingDown, .notReady: "try again in a few seconds"
        case .storageFull: "make room on the daemon's disk, then try again"
        case .internalError: "the daemon's log says more: 'journalctl -u hearbackd'"
        }
    }
}
