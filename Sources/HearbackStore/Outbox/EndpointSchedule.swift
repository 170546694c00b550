import GRDB
import HearbackCore

/// When and how fast an endpoint may be sent to: the columns of `endpoint` that deliveries move.
struct EndpointSchedule {
    let number: Int64
    let kind: EndpointKind
    let isVouched: Bool
    var state: EndpointState
    var disabledReason: String?
    var notBefore: Instant
    var inFlight: Int
    var breaker: CircuitBreaker
    var bucket: TokenBucket

    /// What `init(_:)` reads, in its order.
    static let selection = """
        SELECT number, kind, is_vouched, state, disabled_reason, not_before, in_flight, failures, breaker, breaker_opened,
            failing_since, ramp, tokens, tokens_at FROM endpoint
        """

    init(_ columns: borrowing Columns) throws {
        number = columns.integer(0)
        guard let kind = EndpointKind(rawValue: columns.text(1)), let state = EndpointState(rawValue: columns.text(3)) else {
            throw StoreError(.corrupt, "endpoint \(number) can't be read")
        }
        (self.kind, isVouched, self.state) = (kind, columns.integer(2) != 0, state)
        disabledReason = columns.optionalText(4)
        notBefore = Instant(milliseconds: columns.integer(5))
        inFlight = Int(columns.integer(6))
        breaker = CircuitBreaker(
            failures: Int(columns.integer(7)), level: Int(columns.integer(8)),
            openedAt: columns.optionalInteger(9).map(Instant.init(milliseconds:)),
            failingSince: columns.optionalInteger(10).map(Instant.init(milliseconds:)), ramp: Int(columns.integer(11)))
        bucket = TokenBucket(tokens: columns.real(12), at: Instant(milliseconds: columns.integer(13)))
    }

    /// An unverified address gets the question whether it wants anything, and nothing else.
    var getsControlOnly: Bool { state == .pending }

    /// How many more may be under way.
    func room(_ rules: DeliveryRules) -> Int { max(0, breaker.concurrency(rules.perEndpoint) - inFlight) }
}

extension LedgerTransaction {
    func endpointSchedule(_ number: Int64) throws -> EndpointSchedule {
        let found = try db.rows(EndpointSchedule.selection + " WHERE number = ?", number) { try EndpointSchedule($0) }
        guard let schedule = found.first else { throw StoreError(.corrupt, "endpoint \(number) vanished") }
        return schedule
    }

    /// Keeps a schedule, with the instant at which its endpoint is to be looked at again.
    ///
    /// - Parameter after: messages that were due by then are waited for by others and wake nobody.
    func save(_ schedule: EndpointSchedule, after: Instant? = nil, served: Bool = false) throws {
        let wake = try wake(of: schedule, after: after)
        let breaker = schedule.breaker
        try db.cachedStatement(
            sql: """
                UPDATE endpoint SET state = ?, disabled_reason = ?, not_before = ?, in_flight = ?, failures = ?,
                    breaker = ?, breaker_opened = ?, failing_since = ?, ramp = ?, tokens = ?, tokens_at = ?, wake = ?,
                    last_served = iif(?, ?, last_served)
                WHERE number = ?
                """
        ).execute(arguments: [
            schedule.state.rawValue, schedule.disabledReason, schedule.notBefore.milliseconds, schedule.inFlight,
            breaker.failures, breaker.level, breaker.openedAt?.milliseconds, breaker.failingSince?.milliseconds,
            breaker.ramp, schedule.bucket.tokens, schedule.bucket.at.milliseconds, wake?.milliseconds, served,
            now.milliseconds, schedule.number,
        ])
    }

    private func wake(of schedule: EndpointSchedule, after: Instant?) throws -> Instant? {
        guard schedule.state != .disabled, schedule.room(options.delivery) > 0 else { return nil }
        let next = try db.rows(
            """
            SELECT next_at FROM outbox WHERE endpoint = ? AND state = 'ready' AND next_at > ?
                AND (NOT ? OR comment IS NULL)
            ORDER BY next_at LIMIT 1
            """, schedule.number, after?.milliseconds ?? -1, schedule.getsControlOnly ? 1 : 0
        ) { $0.integer(0) }
        guard let next = next.first else { return nil }
        let rate = schedule.breaker.rate(options.delivery.perMinute)
        let allowed = rate > 0 ? max(schedule.notBefore, schedule.bucket.next(perMinute: rate)) : schedule.notBefore
        return max(Instant(milliseconds: next), allowed)
    }

    /// Has an endpoint looked at soon, because something was put into its queue.
    func wakeEndpoint(_ number: Int64) throws {
        try db.cachedStatement(
            sql: """
                UPDATE endpoint SET wake = min(coalesce(wake, max(?1, not_before)), max(?1, not_before))
                WHERE number = ?2 AND state <> 'disabled'
                """
        ).execute(arguments: [now.milliseconds, number])
    }
}

/// How an endpoint is reached.
package enum EndpointKind: String, Sendable {
    case webhook, email
}

package enum EndpointState: String, Sendable {
    /// Has not proved yet that it wants anything.
    case pending
    case active, disabled
}
