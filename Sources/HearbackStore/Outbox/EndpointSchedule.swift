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

    init(_ row: Row) throws {
        guard let kind = EndpointKind(rawValue: row["kind"]), let state = EndpointState(rawValue: row["state"]) else {
            throw StoreError(.corrupt, "endpoint \(row["number"] as Int64? ?? 0) can't be read")
        }
        func instant(_ column: String) -> Instant? { (row[column] as Int64?).map(Instant.init(milliseconds:)) }
        (number, isVouched, self.kind, self.state) = (row["number"], row["is_vouched"], kind, state)
        (disabledReason, inFlight) = (row["disabled_reason"], row["in_flight"])
        notBefore = Instant(milliseconds: row["not_before"])
        breaker = CircuitBreaker(
            failures: row["failures"], level: row["breaker"], openedAt: instant("breaker_opened"),
            failingSince: instant("failing_since"), ramp: row["ramp"])
        bucket = TokenBucket(tokens: row["tokens"], at: Instant(milliseconds: row["tokens_at"]))
    }

    /// An unverified address gets the question whether it wants anything, and nothing else.
    var getsControlOnly: Bool { state == .pending }

    /// How many more may be under way.
    func room(_ rules: DeliveryRules) -> Int { max(0, breaker.concurrency(rules.perEndpoint) - inFlight) }
}

extension LedgerTransaction {
    func endpointSchedule(_ number: Int64) throws -> EndpointSchedule {
        let statement = try db.cachedStatement(sql: "SELECT * FROM endpoint WHERE number = ?")
        guard let row = try Row.fetchOne(statement, arguments: [number]) else {
            throw StoreError(.corrupt, "endpoint \(number) vanished")
        }
        return try EndpointSchedule(row)
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
        let statement = try db.cachedStatement(
            sql: """
                SELECT next_at FROM outbox WHERE endpoint = ? AND state = 'ready' AND next_at > ?
                    AND (NOT ? OR comment IS NULL)
                ORDER BY next_at LIMIT 1
                """)
        let next = try Int64.fetchOne(
            statement, arguments: [schedule.number, after?.milliseconds ?? -1, schedule.getsControlOnly])
        guard let next else { return nil }
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
