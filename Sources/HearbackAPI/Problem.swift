package import HearbackCore

/// An error as programs read it: RFC 9457, `application/problem+json`.
package struct Problem: Error, Hashable, Codable, Sendable {
    package var type: String
    /// One sentence in the reader's language.
    package var title: String
    package var status: Int
    package var code: ProblemCode
    /// What exactly, in English: values, names, positions. Never the citizen's text.
    package var detail: String?
    /// What to do about it, in English, for the desk.
    package var hint: String?
    /// The request member that is at fault.
    package var field: String?
    /// After an illegal transition: the events that the comment's state allows.
    package var allowed: [String]?
    /// After `comment_changed`: the revision that the comment has, and what happened since the one that was expected.
    package var revision: Int?
    package var changes: [CommentChange]?
    /// Seconds after which the same request may succeed; goes into `Retry-After`.
    package var retryAfter: Int?
    /// After `too_many_requests`: the work whose solution, sent as `Proof-Of-Work: challenge:text`, is let in at once.
    package var work: WorkChallenge?

    package init(
        _ code: ProblemCode, language: Language = .english, detail: String? = nil, hint: String? = nil,
        field: String? = nil, allowed: [String]? = nil, revision: Int? = nil, changes: [CommentChange]? = nil,
        retryAfter: Int? = nil
    ) {
        (type, title, status) = (code.type, code.title(in: language), code.status)
        (self.code, self.detail, self.hint, self.field, self.allowed) = (code, detail, hint, field, allowed)
        (self.revision, self.changes, self.retryAfter) = (revision, changes, retryAfter)
    }

    /// The same problem told in another language.
    package func told(in language: Language) -> Problem {
        var problem = Problem(
            code, language: language, detail: detail, hint: hint, field: field, allowed: allowed, revision: revision,
            changes: changes, retryAfter: retryAfter)
        problem.work = work
        return problem
    }

    private enum CodingKeys: String, CodingKey {
        case type, title, status, code, detail, hint, field, allowed, revision, changes, work
        case retryAfter = "retry_after"
    }
}
