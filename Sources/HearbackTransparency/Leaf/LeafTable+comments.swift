package import HearbackCore

/// Leaves of comments.
extension LeafTable {
    /// What a `received` leaf says.
    ///
    /// - Parameters:
    ///   - cid: the comment's name in the log, which tells nothing else about it.
    ///   - received: when its source says that it came; nil for one that came here.
    package mutating func received(
        _ submission: SubmissionDetails, cid: String, opening hidden: SubmissionOpenings, imported received: Instant?
    ) {
        add("cid", cid)
        add("bill", submission.bill)
        add("art", submission.article)
        add("pol", Int64(submission.policyVersion))
        add("due", submission.decisionDue)
        add("cal", submission.calendar)
        if submission.isProvisional == true { add("prov", 1) }
        add("src", received.map(Self.text))
        commit(hidden.text)
        commit(hidden.who)
    }

    /// - Parameters:
    ///   - previous: the index of the comment's last leaf.
    ///   - translations: of an answer or an outcome's reason: committed to together with it.
    ///   - occurred: when its source says that it happened; nil for what happened here.
    package mutating func event(
        _ kind: CommentEventKind, _ details: EventDetails, cid: String, previous: Int64?, by actor: Actor, text: String?,
        translations: LocalizedText = .none, imported occurred: Instant?
    ) {
        add("cid", cid)
        add("p", previous)
        add("src", occurred.map(Self.text))
        add(actor)
        switch kind {
        case .rejected, .unpublished:
            add("rsn", details.reason)
            commit("note", .text(text ?? ""))
        case .clarificationAsked, .clarificationReceived, .appealed: commit("note", .text(text ?? ""))
        case .answered, .answerAmended: commit("ans", Self.value(text, translations))
        case .outcomeRecorded:
            add("out", details.outcome)
            commit("note", Self.value(text, translations))
            if let citation = details.citation { commit("cite", .text(citation)) }
        case .redacted:
            add("rsn", details.reason)
            commit("text", .text(text ?? ""))
        case .lapsed: add("rsn", details.reason)
        case .targetMissed:
            add("clk", details.clock)
            add("due", details.due)
        case .dueReckoned:
            add("due", details.due)
            add("was", details.dueBefore)
            add("cal", details.calendar)
            if details.isProvisional == true { add("prov", 1) }
        case .decisionUndone: add("of", details.undo?.kind.rawValue)
        case .notified: add("msg", details.messageType)
        case .erased:
            add("rsn", details.reason)
            add("law", details.citation)
            // Whatever its leaves committed to beside who acted can be opened no more.
            add("slots", ["ans", "cite", "note", "text", "who"])
        case .received, .claimed, .released, .clarificationExpired, .published, .withdrawn, .flagged, .noteAdded, .originalRead: break
        }
    }

    /// A text alone, or `{"text": …, "fr": …}`.
    private static func value(_ text: String?, _ translations: LocalizedText) -> Disclosure.Value {
        guard !translations.isEmpty else { return .text(text ?? "") }
        var members = Dictionary(uniqueKeysWithValues: translations.texts.map { ($0.key.rawValue, $0.value) })
        members["text"] = text ?? ""
        return .members(members)
    }
}

/// What a `received` leaf only commits to. Made before the writer's turn, for it needs nothing of the log.
package struct SubmissionOpenings: Sendable {
    let text: Disclosure
    let who: Disclosure

    package static let saltLength = 2 * Disclosure.saltLength

    /// - Parameter salts: `saltLength` random bytes that were never used for anything else.
    package init(text: String, kind: SubmitterKind, language: Language, name: String?, email: String?, salts: [UInt8]) {
        var who = ["kind": kind.rawValue, "language": language.rawValue]
        (who["name"], who["email"]) = (name, email)
        self.text = Disclosure("text", .text(text), salt: Array(salts.prefix(Disclosure.saltLength)))
        self.who = Disclosure("who", .members(who), salt: Array(salts.dropFirst(Disclosure.saltLength)))
    }

    package var all: [Disclosure] { [text, who] }
}
