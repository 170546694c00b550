/// What the institution promises for comments on a bill, in working days unless said otherwise.
///
/// These are targets that the institution set for itself, not legal terms, unless `basis` is a law. Defaults: 20 working
/// days to decide is the figure of Moroccan law 31.13 on information (arts. 16–17), the nearest anchor that exists.
package struct ResponsePolicy: Hashable, Codable, Sendable {
    /// Working days from receipt to a moderator's first action.
    package var firstActionDays: Int
    /// Working days from receipt to publication or rejection.
    package var decisionDays: Int
    /// Working days from receipt to an answer.
    package var answerDays: Int
    /// Calendar days that a submitter has to answer a request for clarification.
    package var clarificationDays: Int
    /// Where the terms come from.
    package var basis: TargetBasis
    /// The law and its article; required when `basis` is a law.
    package var citation: String?
    /// From 1; raised whenever the institution changes the policy. A comment keeps that of its receipt.
    package var version: Int

    package init(
        firstActionDays: Int = 5, decisionDays: Int = 20, answerDays: Int = 60, clarificationDays: Int = 14,
        basis: TargetBasis = .target, citation: String? = nil, version: Int = 1
    ) {
        (self.firstActionDays, self.decisionDays) = (firstActionDays, decisionDays)
        (self.answerDays, self.clarificationDays, self.version) = (answerDays, clarificationDays, version)
        (self.basis, self.citation) = (basis, citation)
    }

    /// The range of every target, in days.
    package static let range = 1...1_000
    /// The range of `version`.
    package static let versions = 1...1_000_000

    package var targets: [(name: String, days: Int)] {
        [
            ("first_action_days", firstActionDays), ("decision_days", decisionDays), ("answer_days", answerDays),
            ("clarification_days", clarificationDays),
        ]
    }

    private enum CodingKeys: String, CodingKey {
        case firstActionDays = "first_action_days"
        case decisionDays = "decision_days"
        case answerDays = "answer_days"
        case clarificationDays = "clarification_days"
        case basis, citation, version
    }

    /// Members that are left out take their defaults.
    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        let standard = ResponsePolicy()
        self.init(
            firstActionDays: try box.decodeIfPresent(Int.self, forKey: .firstActionDays) ?? standard.firstActionDays,
            decisionDays: try box.decodeIfPresent(Int.self, forKey: .decisionDays) ?? standard.decisionDays,
            answerDays: try box.decodeIfPresent(Int.self, forKey: .answerDays) ?? standard.answerDays,
            clarificationDays: try box.decodeIfPresent(Int.self, forKey: .clarificationDays)
                ?? standard.clarificationDays,
            basis: try box.decodeIfPresent(TargetBasis.self, forKey: .basis) ?? standard.basis,
            citation: try box.decodeIfPresent(String.self, forKey: .citation),
            version: try box.decodeIfPresent(Int.self, forKey: .version) ?? standard.version)
    }
}

/// Where a term comes from. No law gives one for comments on bills in Morocco, so it must be cited where one does.
package enum TargetBasis: String, CaseIterable, Codable, Sendable {
    /// The institution set it for itself.
    case target
    case law
}
