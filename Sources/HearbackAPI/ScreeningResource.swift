package import HearbackCore

/// Something that screening found in a comment, for the desk.
package struct FindingResource: Hashable, Codable, Sendable {
    /// From 1; what `redact` calls it by.
    package var number: Int
    package var flag: ScreeningFlag
    package var code: String
    /// In the `text` beside it, in Unicode scalars; missing where a redaction covers any of it.
    package var start: Int?
    /// The first scalar behind it.
    package var end: Int?

    package init(number: Int, flag: ScreeningFlag, code: String, start: Int? = nil, end: Int? = nil) {
        (self.number, self.flag, self.code, self.start, self.end) = (number, flag, code, start, end)
    }
}

/// What screening said of a comment.
package struct ScreeningResource: Hashable, Codable, Sendable {
    package var flags: [ScreeningFlag]
    package var findings: [FindingResource]
    /// Findings beyond those that are listed.
    package var omitted: Int?
    /// Why the text was not screened.
    package var failure: ScreeningFailure?

    package init(flags: [ScreeningFlag], findings: [FindingResource], omitted: Int? = nil, failure: ScreeningFailure? = nil) {
        (self.flags, self.findings, self.omitted, self.failure) = (flags, findings, omitted, failure)
    }
}

/// The body of `redact`.
package struct RedactionRequest: Hashable, Codable, Sendable {
    /// A part of the shown text, in Unicode scalars.
    package struct Span: Hashable, Codable, Sendable {
        package var start: Int
        /// The first scalar behind it.
        package var end: Int

        package init(start: Int, end: Int) {
            (self.start, self.end) = (start, end)
        }
    }

    package var spans: [Span]
    /// `personal_data` or `legal_order`.
    package var reason: String
    /// The `text_version` of the text in which the spans were measured.
    package var textVersion: Int64

    package init(spans: [Span], reason: String, textVersion: Int64) {
        (self.spans, self.reason, self.textVersion) = (spans, reason, textVersion)
    }

    private enum CodingKeys: String, CodingKey {
        case spans, reason
        case textVersion = "text_version"
    }
}
