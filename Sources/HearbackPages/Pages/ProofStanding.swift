package import HearbackCore

/// What the transparency log says of a receipt, checked when the page is made.
package enum ProofStanding: Hashable, Sendable {
    /// There is no log.
    case none
    case holds(index: Int64, size: Int64, recorded: Instant)
    case fails(ProofFault)
}

/// Why a receipt proves nothing, as far as it helps a citizen.
package enum ProofFault: Hashable, Sendable {
    case unreadable, signature, tree, words

    var phrase: Phrase {
        switch self {
        case .unreadable: .causeUnreadable
        case .signature: .causeSignature
        case .tree: .causeTree
        case .words: .causeWords
        }
    }
}
