package import HearbackCore

/// A registered webhook address.
package struct EndpointResource: Hashable, Codable, Sendable {
    package var id: String
    package var url: String
    /// `active` or `disabled`.
    package var state: String
    package var createdAt: Instant
    /// `whsec_…`, shown once, at registration.
    package var secret: String?
    package var disabledReason: String?

    package init(
        id: String, url: String, state: String, createdAt: Instant, secret: String? = nil,
        disabledReason: String? = nil
    ) {
        (self.id, self.url, self.state, self.createdAt) = (id, url, state, createdAt)
        (self.secret, self.disabledReason) = (secret, disabledReason)
    }

    private enum CodingKeys: String, CodingKey {
        case id, url, state
        case createdAt = "created_at"
        case secret
        case disabledReason = "disabled_reason"
    }
}

package struct EndpointRequest: Hashable, Codable, Sendable {
    package var url: String

    package init(
        url: String
    ) {
        self.url = url
    }
}

package struct EndpointList: Hashable, Codable, Sendable {
    package var endpoints: [EndpointResource]

    package init(
        endpoints: [EndpointResource]
    ) {
        self.endpoints = endpoints
    }
}

/// A message owed to an endpoint.
package struct DeliveryResource: Hashable, Codable, Sendable {
    package var message: String
    package var type: String
    package var comment: String?
    package var endpoint: String
    /// `ready`, `sending`, `delivered`, `dead`, `superseded` or `cancelled`.
    package var state: String
    package var attempts: Int
    package var createdAt: Instant
    package var nextAt: Instant?
    package var finishedAt: Instant?
    package var lastStatus: Int?
    package var lastError: String?

    package init(
        message: String, type: String, comment: String? = nil, endpoint: String, state: String, attempts: Int,
        createdAt: Instant, nextAt: Instant? = nil, finishedAt: Instant? = nil, lastStatus: Int? = nil,
        lastError: String? = nil
    ) {
        (self.message, self.type, self.comment, self.endpoint) = (message, type, comment, endpoint)
        (self.state, self.attempts, self.createdAt, self.nextAt) = (state, attempts, createdAt, nextAt)
        (self.finishedAt, self.lastStatus, self.lastError) = (finishedAt, lastStatus, lastError)
    }

    private enum CodingKeys: String, CodingKey {
        case message, type, comment, endpoint, state, attempts
        case createdAt = "created_at"
        case nextAt = "next_at"
        case finishedAt = "finished_at"
        case lastStatus = "last_status"
        case lastError = "last_error"
    }
}

package struct DeliveryList: Hashable, Codable, Sendable {
    package var deliveries: [DeliveryResource]
    /// By state.
    package var counts: [String: Int]

    package init(
        deliveries: [DeliveryResource], counts: [String: Int]
    ) {
        (self.deliveries, self.counts) = (deliveries, counts)
    }
}

package struct AttemptResource: Hashable, Codable, Sendable {
    package var attempt: Int
    package var startedAt: Instant
    package var milliseconds: Int64
    package var status: Int?
    package var error: String?
    package var peer: String?

    package init(
        attempt: Int, startedAt: Instant, milliseconds: Int64, status: Int? = nil, error: String? = nil,
        peer: String? = nil
    ) {
        (self.attempt, self.startedAt, self.milliseconds, self.status) = (attempt, startedAt, milliseconds, status)
        (self.error, self.peer) = (error, peer)
    }

    private enum CodingKeys: String, CodingKey {
        case attempt
        case startedAt = "started_at"
        case milliseconds, status, error, peer
    }
}

package struct DeliveryDetail: Hashable, Codable, Sendable {
    package var delivery: DeliveryResource
    package var tries: [AttemptResource]

    package init(
        delivery: DeliveryResource, tries: [AttemptResource]
    ) {
        (self.delivery, self.tries) = (delivery, tries)
    }
}
