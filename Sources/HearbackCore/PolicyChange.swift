/// What is to be different in a bill's policy; nil leaves it as it is.
package struct PolicyChange: Hashable, Codable, Sendable {
    package var firstActionDays: Int?
    package var decisionDays: Int?
    package var answerDays: Int?
    package var clarificationDays: Int?
    package var basis: TargetBasis?
    package var citation: String?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case firstActionDays = "first_action_days"
        case decisionDays = "decision_days"
        case answerDays = "answer_days"
        case clarificationDays = "clarification_days"
        case basis, citation
    }
}

extension ResponsePolicy {
    /// The policy after the change: the next version, or this one where nothing would be different.
    ///
    /// - Throws: `BillProblem` where the result can't be promised.
    package func changed(by change: PolicyChange) throws(BillProblem) -> ResponsePolicy {
        var policy = self
        policy.firstActionDays = change.firstActionDays ?? firstActionDays
        policy.decisionDays = change.decisionDays ?? decisionDays
        policy.answerDays = change.answerDays ?? answerDays
        policy.clarificationDays = change.clarificationDays ?? clarificationDays
        policy.basis = change.basis ?? basis
        // A target of the institution's own does not go on citing the law that it was once taken from.
        policy.citation = change.citation ?? (change.basis == .target ? nil : citation)
        guard policy != self else { return self }
        policy.version += 1
        try policy.validate()
        return policy
    }

    /// Refuses what can't be promised: terms and versions out of range, a law that is not cited.
    package func validate() throws(BillProblem) {
        for (name, days) in targets where !Self.range.contains(days) { throw .target(name) }
        guard Self.versions.contains(version) else { throw .policyVersion }
        guard let citation else {
            if basis == .law { throw .lawWithoutCitation }
            return
        }
        do {
            try TextRule.check(citation, limits: .shortField)
        } catch {
            throw .citation(error)
        }
    }
}
