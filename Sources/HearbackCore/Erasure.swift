/// Why personal data of a comment is erased. Public; raw values are stored.
package enum ErasureReason: String, CaseIterable, Codable, Sendable {
    /// Whom the data is about asked for it.
    case subjectRequest = "subject_request"
    /// The comment is full of what is about somebody else, so that covering parts would not do.
    case thirdParty = "third_party"
    /// A court or an authority ordered it.
    case legalOrder = "legal_order"
    /// The time for which it may be kept is over.
    case retention
    /// The ledger lost it: what a log restored from a mirror says of texts that are no longer there.
    case dataLoss = "data_loss"
}

/// The erasure of a comment's text and of who wrote it: why, and by which law.
package struct Erasure: Hashable, Sendable {
    package var reason: ErasureReason
    /// The provision that it rests on, such as `law 09-08, art. 8`. Public: nothing personal belongs here.
    package var law: String?

    package init(_ reason: ErasureReason = .subjectRequest, law: String? = nil) { (self.reason, self.law) = (reason, law) }
}
