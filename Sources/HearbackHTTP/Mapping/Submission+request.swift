import HearbackAPI
package import HearbackCore

/// The limits of what the public may send.
package struct IntakeLimits: Sendable {
    package var text: TextLimits
    /// Bytes of a request's body.
    package var body: Int

    package init(text: TextLimits, body: Int) {
        (self.text, self.body) = (text, body)
    }
}

extension Submission {
    /// A submission that passed the gate.
    init(_ request: SubmissionRequest, limits: IntakeLimits) throws(Problem) {
        guard let language = Language(rawValue: request.language) else {
            throw Problem(.unknownLanguage, detail: "use ar, zgh, fr, en or es", field: "language")
        }
        try Self.check(request.text, "text", limits.text)
        self.init(
            bill: request.bill, article: request.article, language: language, text: request.text,
            submitter: try Submitter(request.submitter), endpoint: request.endpoint)
    }

    static func check(_ text: String, _ field: String, _ limits: TextLimits) throws(Problem) {
        do {
            try TextRule.check(text, limits: limits)
        } catch {
            throw Problem(error, field: field)
        }
    }
}

extension Submitter {
    init(_ request: SubmitterRequest) throws(Problem) {
        guard let kind = SubmitterKind(rawValue: request.kind) else {
            throw Problem(.invalidField, detail: "use person or association", field: "submitter.kind")
        }
        if let name = request.name { try Submission.check(name, "submitter.name", .shortField) }
        if let email = request.email {
            guard EmailAddress(email) != nil else {
                throw Problem(.invalidField, detail: "not an e-mail address", field: "submitter.email")
            }
        }
        self.init(kind: kind, name: request.name, email: request.email)
    }
}
