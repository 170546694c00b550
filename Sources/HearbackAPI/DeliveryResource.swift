package import HearbackCore

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

/// A message that was put into the queue.
package struct QueuedMessage: Hashable, Codable, Sendable {
    package var message: String

    package init(
        message: String
    ) {
        self.message = message
    }
}

/// Which messages to send again: one, or those of an endpoint and a span of time.
package struct ReplayRequest: Hashable, Codable, Sendable {
    package var message: String?
    package var endpoint: String?
    package var since: Instant?
    package var until: Instant?
    /// Not only the dead.
    package var includeDelivered: Bool?
    package var dryRun: Bool?

    package init(
        message: String? = nil, endpoint: String? = nil, since: Instant? = nil, until: Instant? = nil,
        includeDelivered: Bool? = nil, dryRun: Bool? = nil
    ) {
        (self.message, self.endpoint, self.since, self.until) = (message, endpoint, since, until)
        (self.includeDelivered, self.dryRun) = (includeDelivered, dryRun)
    }

    private enum CodingKeys: String, CodingKey {
        case message, endpoint, since, until
        case includeDelivered = "include_delivered"
        case dryRun = "dry_run"
    }
}

package struct ReplayReport: Hashable, Codable, Sendable {
    /// Put back into their queues, or, in a dry run, what would be.
    package var queued: Int
    /// Left alone: their endpoint is not active.
    package var inactive: Int
    /// Left alone: too old, their bytes are gone.
    package var pruned: Int
    package var dryRun: Bool

    package init(
        queued: Int, inactive: Int, pruned: Int, dryRun: Bool
    ) {
        (self.queued, self.inactive, self.pruned, self.dryRun) = (queued, inactive, pruned, dryRun)
    }

    private enum CodingKeys: String, CodingKey {
        case queued, inactive, pruned
        case dryRun = "dry_run"
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
    /// The precise cause of a failure.
    package var detail: String?
    /// The beginning of the answer, what is no UTF-8 replaced.
    package var body: String?

    package init(
        attempt: Int, startedAt: Instant, milliseconds: Int64, status: Int? = nil, error: String? = nil,
        peer: String? = nil, detail: String? = nil, body: String? = nil
    ) {
        (self.attempt, self.startedAt, self.milliseconds, self.status) = (attempt, startedAt, milliseconds, status)
        (self.error, self.peer, self.detail, self.body) = (error, peer, detail, body)
    }

    private enum CodingKeys: String, CodingKey {
        case attempt
        case startedAt = "started_at"
        case milliseconds, status, error, peer, detail, body
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
