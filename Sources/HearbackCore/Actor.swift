/// Who caused an event.
package struct Actor: Hashable, Sendable {
    package var role: Role
    /// The account behind the role: a user name of the system, or the name of a token; nil for submitters (who stay unnamed) and the daemon.
    package var name: String?

    package init(_ role: Role, _ name: String? = nil) {
        (self.role, self.name) = (role, name)
    }

    package static let submitter = Actor(.submitter)
    package static let daemon = Actor(.daemon)
}

/// In which capacity somebody acts.
package enum Role: String, CaseIterable, Codable, Sendable {
    case submitter, moderator, responder, auditor, administrator, daemon
}
