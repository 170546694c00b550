package import HearbackCore

/// The reasons of the policy as the desk offers them.
extension RejectionReason {
    /// The key that picks it.
    package var key: Character {
        switch self {
        case .spam: "s"
        case .duplicate: "d"
        case .offTopic: "t"
        case .abusive: "a"
        case .personalData: "p"
        case .unlawful: "l"
        case .unintelligible: "i"
        case .other: "o"
        }
    }

    var title: String {
        switch self {
        case .spam: "spam"
        case .duplicate: "duplicate"
        case .offTopic: "off topic"
        case .abusive: "abusive"
        case .personalData: "personal data"
        case .unlawful: "unlawful"
        case .unintelligible: "not understandable"
        case .other: "other"
        }
    }
}
