package import HearbackCore

/// The body of `POST /v1/comments`.
package struct SubmissionRequest: Hashable, Codable, Sendable {
    package var bill: String
    package var article: String?
    /// `ar`, `zgh`, `fr`, `en` or `es`.
    package var language: String
    /// Kept byte for byte.
    package var text: String
    package var submitter: SubmitterRequest
    /// The identifier of an active endpoint, to which notices go.
    package var endpoint: String?

    package init(
        bill: String, article: String? = nil, language: String, text: String, submitter: SubmitterRequest,
        endpoint: String? = nil
    ) {
        (self.bill, self.article, self.language, self.text) = (bill, article, language, text)
        (self.submitter, self.endpoint) = (submitter, endpoint)
    }
}

package struct SubmitterRequest: Hashable, Codable, Sendable {
    /// `person` or `association`.
    package var kind: String
    package var name: String?
    package var email: String?

    package init(
        kind: String, name: String? = nil, email: String? = nil
    ) {
        (self.kind, self.name, self.email) = (kind, name, email)
    }
}

/// What the submitter gets once the comment is on disk.
package struct SubmissionResponse: Hashable, Codable, Sendable {
    package var id: String
    /// Human-friendly, with a check character.
    package var reference: String
    package var state: CommentStatus
    package var receivedAt: Instant
    /// Decision due by the end of this local day, `YYYY-MM-DD`.
    package var decisionDue: String
    /// `target`: the institution set that day for itself. `law`: the citation says which.
    package var decisionBasis: TargetBasis
    package var decisionCitation: String?
    package var receiptURL: String
    /// Secret: who has it can follow, withdraw and appeal.
    package var receiptToken: String
    /// The receipt's proof from the transparency log (C2SP tlog-proof), to be kept as it is: signed, complete, at once.
    package var proof: String?

    package init(
        id: String, reference: String, state: CommentStatus, receivedAt: Instant, decisionDue: String,
        decisionBasis: TargetBasis = .target, decisionCitation: String? = nil, receiptURL: String, receiptToken: String,
        proof: String? = nil
    ) {
        (self.id, self.reference, self.state, self.receivedAt) = (id, reference, state, receivedAt)
        (self.decisionDue, self.receiptURL, self.receiptToken) = (decisionDue, receiptURL, receiptToken)
        (self.decisionBasis, self.decisionCitation, self.proof) = (decisionBasis, decisionCitation, proof)
    }

    private enum CodingKeys: String, CodingKey {
        case id, reference, state
        case receivedAt = "received_at"
        case decisionDue = "decision_due"
        case decisionBasis = "decision_basis"
        case decisionCitation = "decision_citation"
        case receiptURL = "receipt_url"
        case receiptToken = "receipt_token"
        case proof
    }
}

extension SubmissionResponse {
    /// The bytes that `WireJSON.encode` would give, at a tenth of its cost: the service's most frequent answer.
    ///
    /// - Parameters:
    ///   - receiptURL: this answer's `receiptURL` as JSON, quotes included; every other member but the citation and the proof is
    ///     ASCII that JSON does not escape.
    ///   - citation: this answer's `decisionCitation` in the same way.
    package func json(receiptURL: String, citation: String? = nil) -> String {
        let proof = proof.map { "\"proof\":\(WireJSON.string($0))," } ?? ""
        return """
            {"decision_basis":"\(decisionBasis.rawValue)",\(citation.map { "\"decision_citation\":\($0)," } ?? "")\
            "decision_due":"\(decisionDue)","id":"\(id)",\(proof)"receipt_token":"\(receiptToken)",\
            "receipt_url":\(receiptURL),"received_at":"\(receivedAt.rfc3339)","reference":"\(reference)",\
            "state":"\(state.rawValue)"}
            """
    }
}
