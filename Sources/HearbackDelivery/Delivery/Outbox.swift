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
    package var channel: Channel
    package var body: [UInt8]
    /// 1 for the first, counted when the message was claimed.
    package var attempt: Int

    package enum Channel: Sendable {
        case webhook(WebhookTarget)
        case mail(MailTarget)
        /// Nothing can be made of it: it is a fault of ours, and no attempt would mend it.
        case unusable
    }

    package init(
        row: Int64, lease: Int64, messageID: String, endpointID: String, channel: Channel, body: [UInt8], attempt: Int
    ) {
        (self.row, self.lease, self.messageID, self.endpointID) = (row, lease, messageID, endpointID)
        (self.channel, self.body, self.attempt) = (channel, body, attempt)
    }
}

package struct WebhookTarget: Sendable {
    package var url: String
    /// All that are valid now; each signs.
    package var secrets: [WebhookSecret]
    /// Set when the receiver must answer with the challenge's signature.
    package var challenge: EndpointChallenge?
    /// Where it has answered a challenge (`IPAddress.network`); nil when it may be anywhere.
    package var networks: Set<String>?

    package init(
        url: String, secrets: [WebhookSecret], challenge: EndpointChallenge? = nil, networks: Set<String>? = nil
    ) {
        (self.url, self.secrets, self.challenge, self.networks) = (url, secrets, challenge, networks)
    }
}

/// What became of one attempt.
package struct AttemptReport: Sendable {
    package enum Outcome: Hashable, Sendable {
        case delivered(status: Int)
        case failed(DeliveryFailure)
        /// It will never succeed.
        case refused(DeliveryFailure)
        /// Nothing was sent, and nothing is to be before an instant; the attempt does not count.
        case deferred(until: Instant)
        /// Nothing was sent: the name leads to networks where the endpoint has answered no challenge.
        case moved
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
    /// Its network (`IPAddress.network`).
    package var network: String?
    /// The precise cause of a failure, for the desk.
    package var detail: String?
    /// At most 2 KiB of the response, as it came. Never for the eyes of whoever supplied the URL.
    package var bodyExcerpt: [UInt8]

    package init(
        row: Int64, lease: Int64, attempt: Int, startedAt: Instant, durationMilliseconds: Int64 = 0, outcome: Outcome,
        status: Int? = nil, retryAfterSeconds: Int64? = nil, peer: String? = nil, network: String? = nil,
        detail: String? = nil, bodyExcerpt: [UInt8] = []
    ) {
        (self.row, self.lease, self.attempt, self.startedAt) = (row, lease, attempt, startedAt)
        (self.durationMilliseconds, self.outcome, self.status) = (durationMilliseconds, outcome, status)
        (self.retryAfterSeconds, self.peer, self.network) = (retryAfterSeconds, peer, network)
        (self.detail, self.bodyExcerpt) = (detail, bodyExcerpt)
    }

    init(_ message: OutboundMessage, startedAt: Instant, outcome: Outcome) {
        self.init(
            row: message.row, lease: message.lease, attempt: message.attempt, startedAt: startedAt, outcome: outcome)
    }

    /// What the retry schedule wants to know; nil unless the attempt failed.
    package var retryFailure: RetrySchedule.Failure? {
        guard case .failed(let failure) = outcome else { return nil }
        return RetrySchedule.Failure(
            status: status, timedOut: failure.isTimeout, retryAfterSeconds: retryAfterSeconds)
    }
}

/// The durable queue that the deliverer works off.
package protocol Outbox: Sendable {
    /// Keeps results, and leases messages that are due, their attempts counted; both durable before it returns.
    ///
    /// Results under a lease that is no longer valid are dropped. When it throws, nothing was kept and nothing leased.
    func exchange(_ reports: [AttemptReport], claimingAtMost count: Int) async throws -> [OutboundMessage]
    /// When there may be something to claim next; nil when nothing waits.
    func nextDue() async throws -> Instant?
}

/// Makes one attempt on one channel.
package protocol MessageSender: Sendable {
    /// Never throws: every way to fail is an outcome.
    func send(_ message: OutboundMessage) async -> AttemptReport
    /// Makes one attempt each, at the same time. `end` is told of every one, once, on any thread, perhaps after this
    /// returned, but not after `shutDown` did and every call of this.
    func send(_ messages: [OutboundMessage], _ end: @escaping @Sendable (AttemptReport) -> Void) async
    /// Ends as deferred what has not begun because its endpoint has taken nothing for so long.
    func giveBackStalled(for pause: Duration)
    /// Returns once each thread that sends has gone through its loop; one that hangs, or has ended, keeps it.
    func pulse() async
    /// Lets nothing start any more; what is under way may still end.
    func close() async
    /// Ends what is under way.
    func shutDown() async
}

extension MessageSender {
    package func giveBackStalled(for pause: Duration) {}

    package func pulse() async {}

    package func send(_ messages: [OutboundMessage], _ end: @escaping @Sendable (AttemptReport) -> Void) async {
        await withDiscardingTaskGroup { group in
            for message in messages {
                group.addTask { end(await send(message)) }
            }
        }
    }
}
