import HearbackAPI
import HearbackCore
import HearbackStore

extension Problem {
    init(_ refusal: Refusal) {
        switch refusal {
        case .unknownBill(let id):
            self.init(.unknownBill, detail: "no bill \(id.quotedForPeople)", hint: "see 'hearback bill list'", field: "bill")
        case .unknownArticle(let id, let bill):
            self.init(.unknownArticle, detail: "\(bill) has no article \(id.quotedForPeople)", field: "article")
        case .windowClosed(let bill, let opens, let closes):
            let span = "from \(opens.rfc3339)" + (closes.map { " to \($0.rfc3339)" } ?? "")
            self.init(.windowClosed, detail: "\(bill) takes comments \(span)", field: "bill")
        case .unknownEndpoint:
            self.init(.unknownEndpoint, field: "endpoint")
        case .endpointInactive:
            self.init(.endpointInactive, hint: "it has to answer its challenge first")
        case .endpointPaused(let id, let reason):
            self.init(
                .endpointInactive, detail: "it is paused" + (reason.map { ": " + $0.quotedForPeople } ?? ""),
                hint: "first 'hearback endpoint resume \(id)'")
        case .endpointExists(let id):
            self.init(.endpointExists, detail: id.map { "it is \($0)" }, field: "url")
        case .registrationLimit(let until):
            self.init(.registrationLimited, detail: until.map { "possible again at \($0.rfc3339)" })
        case .idempotencyConflict:
            self.init(.idempotencyConflict, hint: "use a new key for a new request")
        case .unknownComment:
            self.init(.notFound)
        case .ownComment:
            self.init(.ownComment, hint: "leave it to a colleague; 'hearback comment note' tells them")
        case .unknownToken:
            self.init(.notFound, detail: "no such token", hint: "see 'hearback token list'")
        case .tokenRevoked(let instant):
            self.init(.conflict, detail: "it was revoked at \(instant.rfc3339) already")
        case .illegal(let illegal):
            self.init(illegal)
        case .takenOver(let illegal, let colleague, let instant):
            self.init(illegal)
            let takeover = "\(colleague.quotedForPeople) took it over from you at \(instant.rfc3339)"
            detail = detail.map { $0 + "; " + takeover } ?? takeover
        case .changed(let changes):
            self.init(changes)
        case .billExists(let id):
            self.init(.billExists, detail: "bill \(id.quotedForPeople) exists already", field: "id")
        case .billClosed(let id):
            self.init(.conflict, detail: "bill \(id.quotedForPeople) is closed already")
        case .queueEmpty:
            self.init(.notFound, detail: "no comment waits for you", hint: "see 'hearback queue list' for what is claimed")
        case .history(let why):
            self.init(.invalidField, detail: why)
        case .textChanged:
            self.init(
                .conflict, detail: "another text is shown by now than the one that the spans are measured in",
                hint: "look again with 'hearback comment show', then measure anew")
        case .nothingToRedact:
            self.init(.conflict, detail: "the text is erased, or all of it is covered already")
        case .notRedacted:
            self.init(.conflict, detail: "nothing of the text is covered", hint: "'hearback comment show' shows it all")
        case .spansDoNotFit:
            self.init(
                .invalidField, detail: "a span ends behind the text, or there are more than \(Redaction.spanLimit)",
                field: "spans")
        case .redactedText(let problem):
            self.init(problem, field: "spans")
            hint = "cover both characters of the pair, or neither"
        case .unknownCampaign:
            self.init(.notFound, detail: "no such campaign", hint: "see 'hearback campaign list'")
        case .campaignUnconfirmed(let campaign):
            self.init(
                .conflict, detail: "nobody has confirmed that its comments belong together",
                hint: "first 'hearback campaign confirm \(campaign.id)'")
        case .unknownBatch:
            self.init(.notFound, detail: "no such batch", hint: "see 'hearback batch list'")
        case .batchSize(0, _):
            self.init(.conflict, detail: "nothing that waits is selected", hint: "see 'hearback queue list' with the same conditions")
        case .batchSize(let count, let limit):
            self.init(
                .conflict, detail: "\(count) comments are selected, the limit is \(limit)",
                hint: "narrow the selection, or raise --limit, up to \(AdminAPI.batchLimit)")
        case .batchStopped(let batch):
            self.init(
                .conflict, detail: "the batch was given up or taken back",
                hint: "'hearback batch show \(batch.id)' shows what it did; make a new one for the rest")
        }
    }

    private init(_ illegal: IllegalTransition) {
        let allowed = illegal.allowed.map(\.rawValue)
        let state = "the comment is \(illegal.status.rawValue)"
        let (detail, hint): (String, String?) =
            switch illegal.cause {
            case .status:
                ("\(state); \(illegal.event.rawValue) is not possible", "possible now: \(allowed.joined(separator: ", "))")
            case .role(let role):
                ("\(illegal.event.rawValue) is not for the role \(role.rawValue)", nil)
            case .claimed(let moderator, let until):
                (
                    "\(moderator.quotedForPeople) holds the comment until \(until.rfc3339)",
                    "take another, wait, or 'hearback comment claim --take-over'"
                )
            case .notClaimed: ("nobody holds the comment", nil)
            case .nothingToTakeOver(let former): ("\(former.quotedForPeople) does not hold the comment", nil)
            case .appealedBefore: ("an appeal was made before; it is possible once", nil)
            case .sameModerator: ("an appeal is not decided by the moderator who rejected", "leave it to a colleague")
            case .answeredBefore: ("the comment is answered already", "use 'hearback comment amend-answer'")
            case .notAnswered: ("there is no answer to amend", "use 'hearback comment answer'")
            case .erasedBefore: ("the comment is erased already", nil)
            case .nothingToUndo:
                ("\(state), and its last decision is none that can be taken back", "see 'hearback comment show ID'")
            case .decidedByAnother(let moderator):
                ("\(moderator.quotedForPeople) took the decision", "ask them, or an administrator, to take it back")
            case .publishedBefore:
                ("the publication was announced already", "'hearback comment unpublish' takes it back, with a reason")
            case .targetSettled(let clock): ("the target \(clock.rawValue) is settled already", nil)
            }
        self.init(.illegalTransition, detail: detail, hint: hint, allowed: allowed)
    }

    /// A text that may not be taken, by the member it came in.
    init(_ problem: TextProblem, field: String) {
        func scalar(_ value: UInt32) -> String { "U+" + String(repeating: "0", count: max(0, 4 - String(value, radix: 16).count)) + String(value, radix: 16, uppercase: true) }
        switch problem {
        case .empty: self.init(.textEmpty, field: field)
        case .tooManyCharacters(let limit): self.init(.textTooLong, detail: "the limit is \(limit) characters", field: field)
        case .tooManyBytes(let limit): self.init(.textTooLong, detail: "the limit is \(limit) bytes of UTF-8", field: field)
        case .control(let value, let offset):
            self.init(.textControlCharacter, detail: "\(scalar(value)) at character \(offset)", field: field)
        case .unpairedBidi(let value, let offset):
            self.init(.textUnpairedBidi, detail: "\(scalar(value)) at character \(offset)", field: field)
        }
    }

    init(_ problem: BillProblem) {
        switch problem {
        case .id(let id):
            self.init(
                .billInvalid, detail: "id \(id.quotedForPeople)", hint: "use 1 to 64 of a-z, 0-9 and -", field: "id")
        case .noTitle: self.init(.billInvalid, detail: "a bill needs a title in at least one language", field: "titles")
        case .articleID(let id):
            self.init(
                .billInvalid, detail: "article id \(id.quotedForPeople)", hint: "use 1 to 64 of a-z, 0-9 and -",
                field: "articles")
        case .duplicateArticle(let id):
            self.init(.billInvalid, detail: "article \(id.quotedForPeople) is there twice", field: "articles")
        case .articleTooLong(let id):
            self.init(
                .billInvalid, detail: "article \(id.quotedForPeople) is longer than \(Article.textAtMost) bytes", field: "articles")
        case .windowEndsBeforeItOpens:
            self.init(.billInvalid, detail: "the window closes before it opens", field: "window")
        case .target(let name):
            self.init(
                .billInvalid, detail: "\(name) must be \(ResponsePolicy.range.lowerBound) to \(ResponsePolicy.range.upperBound)",
                field: "policy.\(name)")
        case .policyVersion:
            self.init(
                .billInvalid,
                detail: "version must be \(ResponsePolicy.versions.lowerBound) to \(ResponsePolicy.versions.upperBound)",
                field: "policy.version")
        case .lawWithoutCitation:
            self.init(
                .billInvalid, detail: "a term by law needs the law", hint: "cite the law and its article",
                field: "policy.citation")
        case .citation(let problem): self.init(problem, field: "policy.citation")
        }
    }
}

extension String {
    /// In quotes, at most 64 characters, nothing in it that a terminal would obey.
    var quotedForPeople: String {
        let safe = unicodeScalars.prefix(64).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: "�"
            default: String(scalar)
            }
        }
        return "'" + safe.joined() + "'"
    }
}
