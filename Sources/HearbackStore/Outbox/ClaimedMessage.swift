package import HearbackCore

/// A message leased for one attempt.
package struct ClaimedMessage: Hashable, Sendable {
    package let row: Int64
    /// Fencing token: a result is taken only from who holds the row's present lease.
    package let lease: Int64
    package let message: String
    package let type: String
    package let endpoint: String
    /// Where it goes: a URL, or an e-mail address.
    package var address: String
    package let kind: EndpointKind
    /// `whsec_…`, the newest first; each of them signs. None for e-mail.
    package var secrets: [String]
    package var body: [UInt8]
    /// 1 for the first.
    package let attempt: Int
    /// The networks at which the endpoint has answered a challenge; nil when it may be anywhere.
    package let networks: Set<String>?
    /// For e-mail: what its words need beside the body.
    package let mail: MailFacts?
    /// What it is about, and the HTTP request that led to it: for the log.
    package var comment: CommentNumber?
    package var request: String?
}

/// What an e-mail says beside the message's body. Read when it is sent, so that what was erased meanwhile is not told.
package struct MailFacts: Hashable, Sendable {
    package let language: Language
    package let billTitles: LocalizedText?
    /// The explanation of a rejection, the question, the answer: what the desk wrote.
    package let text: String?
    /// `YYYY-MM-DD`.
    package let decisionDue: String?
    /// The law behind that day; nil where the institution set it for itself.
    package let lawCitation: String?
    /// What the links to confirm and to unsubscribe are made from.
    package let endpointNumber: Int64
}

/// How an attempt ended.
package struct AttemptRecord: Sendable {
    package var row: Int64
    package var lease: Int64
    package var started: Instant
    package var milliseconds: Int64
    package var result: Result
    package var status: Int?
    /// Stable class of the failure, such as `timeout` or `http_500`.
    package var error: String?
    /// The precise cause, for the desk.
    package var detail: String?
    package var peer: String?
    /// The network of `peer`, IPv4 /24 or IPv6 /48.
    package var network: String?
    /// At most 2 KiB of the answer.
    package var body: [UInt8]

    package enum Result: Hashable, Sendable {
        case delivered
        case failed(RetrySchedule.Failure)
        /// Will never succeed, whatever is tried: an e-mail address that does not exist.
        case refused
        /// 410: the endpoint wants nothing more.
        case gone
        /// Nothing was sent, and nothing is to be before an instant.
        case deferred(until: Instant)
        /// Nothing was sent: the name leads to a network where the endpoint has answered no challenge.
        case moved
    }

    package init(
        row: Int64, lease: Int64, started: Instant, milliseconds: Int64, result: Result, status: Int? = nil,
        error: String? = nil, detail: String? = nil, peer: String? = nil, network: String? = nil, body: [UInt8] = []
    ) {
        (self.row, self.lease, self.started, self.milliseconds) = (row, lease, started, milliseconds)
        (self.result, self.status, self.error, self.detail) = (result, status, error, detail)
        (self.peer, self.network, self.body) = (peer, network, body)
    }
}
