package import HearbackCore

/// An address that messages go to.
package struct EndpointResource: Hashable, Codable, Sendable {
    package var id: String
    /// `webhook` or `email`.
    package var kind: String
    /// Missing once its owner has taken it away.
    package var url: String?
    /// `pending`, `active` or `disabled`.
    package var state: String
    package var createdAt: Instant
    /// When it last proved that it holds its secret, or confirmed by e-mail.
    package var verifiedAt: Instant?
    /// `whsec_…`, shown once, at registration and after a rotation.
    package var secret: String?
    /// `hbe_…`, shown once: who has it can look at the endpoint, rotate its secret and delete it.
    package var ownerToken: String?
    package var disabledReason: String?
    /// Failed attempts since the last success.
    package var failures: Int?
    package var failingSince: Instant?
    /// Nothing is sent before: the receiver asked for it, or failed too often.
    package var notBefore: Instant?
    /// Since when an administrator has it paused: nothing is sent, and what is owed waits.
    package var pausedAt: Instant?
    /// For the desk only.
    package var pausedReason: String?

    package init(
        id: String, kind: String = "webhook", url: String? = nil, state: String, createdAt: Instant,
        verifiedAt: Instant? = nil, secret: String? = nil, ownerToken: String? = nil, disabledReason: String? = nil,
        failures: Int? = nil, failingSince: Instant? = nil, notBefore: Instant? = nil,
        pausedAt: Instant? = nil, pausedReason: String? = nil
    ) {
        (self.id, self.kind, self.url, self.state, self.createdAt) = (id, kind, url, state, createdAt)
        (self.verifiedAt, self.secret, self.ownerToken) = (verifiedAt, secret, ownerToken)
        (self.disabledReason, self.failures, self.failingSince) = (disabledReason, failures, failingSince)
        (self.notBefore, self.pausedAt, self.pausedReason) = (notBefore, pausedAt, pausedReason)
    }

    private enum CodingKeys: String, CodingKey {
        case id, kind, url, state
        case createdAt = "created_at"
        case verifiedAt = "verified_at"
        case secret
        case ownerToken = "owner_token"
        case disabledReason = "disabled_reason"
        case failures
        case failingSince = "failing_since"
        case notBefore = "not_before"
        case pausedAt = "paused_at"
        case pausedReason = "paused_reason"
    }
}

/// Stops sending to an endpoint for now.
package struct PauseRequest: Hashable, Codable, Sendable {
    /// For colleagues; at most 200 characters.
    package var reason: String?

    package init(
        reason: String? = nil
    ) {
        self.reason = reason
    }
}

/// The public halves of the keys that sign every message with `v1a`.
package struct WebhookKeys: Hashable, Codable, Sendable {
    /// `whpk_…`.
    package var keys: [String]

    package init(
        keys: [String]
    ) {
        self.keys = keys
    }
}
