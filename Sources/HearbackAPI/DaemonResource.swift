package import HearbackCore

/// `GET /admin/v1/status`.
package struct DaemonStatus: Hashable, Codable, Sendable {
    package var version: String
    package var now: Instant
    /// `system` or `simulated`.
    package var clock: String
    /// Whether something keeps the machine's clock right, as its kernel says; missing when that is unknown.
    package var clockSynchronised: Bool?
    /// Nothing is sent because the clock is not right; missing otherwise.
    package var deliveriesHeld: Bool?
    package var events: Int64
    package var comments: Int64
    /// Writes that wait for their transaction.
    package var queueDepth: Int
    package var queueLimit: Int
    /// Those of the caller.
    package var roles: [Role]
    /// An account, or the name of a token.
    package var user: String
    /// Those that the caller's token is limited to; missing without a limit. `comments` and findings are theirs.
    package var bills: [String]?
    /// When the caller's token does; missing for an account.
    package var tokenExpiresAt: Instant?
    /// Findings: bills whose vote has passed and that nobody has closed.
    package var billsPastVote: [String]
    /// Comments that the index of words does not have yet.
    package var searchBehind: Int64
    /// Comments that were not compared with others yet, to find campaigns.
    package var campaignsBehind: Int64

    package init(
        version: String, now: Instant, clock: String, clockSynchronised: Bool? = nil, deliveriesHeld: Bool? = nil,
        events: Int64, comments: Int64, queueDepth: Int, queueLimit: Int, roles: [Role], user: String,
        bills: [String]? = nil, tokenExpiresAt: Instant? = nil, billsPastVote: [String] = [], searchBehind: Int64 = 0, campaignsBehind: Int64 = 0
    ) {
        (self.version, self.now, self.clock, self.events) = (version, now, clock, events)
        (self.comments, self.queueDepth, self.queueLimit, self.roles) = (comments, queueDepth, queueLimit, roles)
        (self.user, self.bills, self.billsPastVote, self.searchBehind) = (user, bills, billsPastVote, searchBehind)
        (self.clockSynchronised, self.deliveriesHeld) = (clockSynchronised, deliveriesHeld)
        (self.tokenExpiresAt, self.campaignsBehind) = (tokenExpiresAt, campaignsBehind)
    }

    private enum CodingKeys: String, CodingKey {
        case version, now, clock
        case clockSynchronised = "clock_synchronised"
        case deliveriesHeld = "deliveries_held"
        case events, comments
        case queueDepth = "queue_depth"
        case queueLimit = "queue_limit"
        case roles, user, bills
        case tokenExpiresAt = "token_expires_at"
        case billsPastVote = "bills_past_vote"
        case searchBehind = "search_behind"
        case campaignsBehind = "campaigns_behind"
    }
}

/// Only on a simulated clock.
package struct ClockRequest: Hashable, Codable, Sendable {
    package var to: Instant

    package init(
        to: Instant
    ) {
        self.to = to
    }
}

/// What `rebuild` found: the derived tables, made again from the events, against those that were in use.
package struct RebuildReport: Hashable, Codable, Sendable {
    package var events: Int
    package var comments: Int
    /// Comments whose stored state was not that of their events.
    package var differences: Int

    package init(
        events: Int, comments: Int, differences: Int
    ) {
        (self.events, self.comments, self.differences) = (events, comments, differences)
    }
}
