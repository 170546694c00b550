package import HearbackCore
package import HearbackWebhooks

/// A message that was claimed for sending.
package struct OutboundMessage: Sendable {
    package var row: Int64
    /// Fencing token: a result counts only while the row is still leased under it.
    package var lease: Int64
    /// `webhook-id`, the same over all attempts.
    package var messageID: String
    package var endpointID: String
    package var url: String
    /// All that are valid now; each signs.
    package var secrets: [WebhookSecret]
    package var body: [UInt8]
    /// 1 for the first, counted when the message was claimed.
    package var attempt: Int

    package init(
        row: Int64, lease: Int64, messageID: String, endpointID: String, url: String, secrets: [WebhookSecret],
        body: [UInt8], attempt: Int
    ) {
        self.row = row
        self.lease = lease
        self.messageID = messageID
        self.endpointID = endpointID
        self.url = url
        self.secrets = secrets
        self.body = body
        self.attempt = attempt
    }
}

/// What became of one attempt.
package struct AttemptReport: Sendable {
    package enum Outcome: Hashable, Sendable {
        case delivered(status: Int)
        case failed(DeliveryFailure)
    }

    package var row: Int64
    package var lease: Int64
    package var attempt: Int
    package var startedAt: Instant
    package var durationMilliseconds: Int64
    package var outcome: Outcome
    /// The final HTTP status; nil when there was no whole response.
    package var status: Int?
    /// Seconds, 1 to 43,200.
    package var retryAfterSeconds: Int64?
    /// The address that was connected to.
    package var peer: String?
    /// At most 2 KiB of the response, as it came. Never for the eyes of whoever supplied the URL.
    package var bodyExcerpt: [UInt8]

    package init(
        row: Int64, lease: Int64, attempt: Int, startedAt: Instant, durationMilliseconds: Int64, outcome: Outcome,
        status: Int? = nil, retryAfterSeconds: Int64? = nil, peer: String? = nil, bodyExcerpt: [UInt8] = []
    ) {
        self.row = row
        self.lease = lease
        self.attempt = attempt
        self.startedAt = startedAt
        self.durationMilliseconds = durationMilliseconds
        self.outcome = outcome
        self.status = status
        self.retryAfterSeconds = retryAfterSeconds
        self.peer = peer
        self.bodyExcerpt = bodyExcerpt
    }

    /// What the retry schedule wants to know; nil after a delivery.
    package var retryFailure: RetrySchedule.Failure? {
        guard case .failed(let failure) = outcome else { return nil }
        return RetrySchedule.Failure(
            status: status, timedOut: failure.isTimeout, retryAfterSeconds: retryAfterSeconds)
    }
}

/// The durable queue that the deliverer works off.
package protocol Outbox: Sendable {
    /// Leases messages that are due, the attempt counted, and makes that durable before it returns.
    func claim(atMost count: Int) async throws -> [OutboundMessage]
    /// Keeps results; those whose lease is no longer valid are dropped.
    func record(_ reports: [AttemptReport]) async throws
    /// When the next message will be due; nil when none waits.
    func nextDue() async throws -> Instant?
    /// Gives messages back that were not attempted: they are due again at once and the attempt is not counted.
    func release(_ messages: [OutboundMessage]) async throws
}
