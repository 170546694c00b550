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
    var lastServed: Instant
    /// When it is to be looked at next, as it was read.
    let wake: Instant?
    /// Whether its last attempt was a prompt success: more may be leased than may be on the wire. Not in the file.
    var isPrompt = false

    /// What `init(_:)` reads, in its order.
    static let selection = """
        SELECT number, kind, is_vouched, state, disabled_reason, not_before, in_flight, failures, breaker, breaker_opened,
            failing_since, ramp, tokens, tokens_at, last_served, wake FROM endpoint
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
        lastServed = Instant(milliseconds: columns.integer(14))
        wake = columns.optionalInteger(15).map(Instant.init(milliseconds:))
    }

    /// Whether all is alike that a crash must not undo.
    func agrees(with other: EndpointSchedule) -> Bool {
        state == other.state && notBefore == other.notBefore && breaker == other.breaker && bucket == other.bucket
            && disabledReason == other.disabledReason
    }

    /// An unverified address gets the question whether it wants anything, and nothing else.
    var getsControlOnly: Bool { state == .pending }

    func mayBeServed(at now: Instant, _ rules: DeliveryRules) -> Bool {
        state != .disabled && notBefore <= now && room(rules) > 0
    }

    /// How many more may be leased.
    func room(_ rules: DeliveryRules) -> Int {
        let onWire = breaker.concurrency(rules.perEndpoint)
        let isAhead = isPrompt && kind == .webhook && onWire == rules.perEndpoint
        return max(0, (isAhead ? onWire * rules.leaseAhead : onWire) - inFlight)
    }

    /// How many more may be on the wire at once.
    func roomOnWire(_ rules: DeliveryRules) -> Int { max(0, breaker.concurrency(rules.perEndpoint) - inFlight) }
}

extension LedgerTransaction {
    /// As the file has it, which has the last word from now on.
    func endpointSchedule(_ number: Int64) throws -> EndpointSchedule {
        try putAside(number)
        return try storedSchedule(number)
    }

    func storedSchedule(_ number: Int64) throws -> EndpointSchedule {
        let found = try db.rows(EndpointSchedule.selection + " WHERE number = ?", number) { try EndpointSchedule($0) }
        guard let schedule = found.first else { throw StoreError(.corrupt, "endpoint \(number) vanished") }
        return schedule
    }

    /// Keeps a schedule, with the instant at which its endpoint is to be looked at again.
    ///
    /// - Parameter after: messages that were due by then are waited for by others and wake nobody.
    func save(_ schedule: EndpointSchedule, after: Instant? = nil) throws {
        try write(schedule, wake: try wake(of: schedule, after: after))
    }

    /// - Parameter wake: nil when it is in the book, where its results find it.
    func write(_ schedule: EndpointSchedule, wake: Instant?) throws {
        let breaker = schedule.breaker
        try db.run(
            """
            UPDATE endpoint SET state = ?, disabled_reason = ?, not_before = ?, in_flight = ?, failures = ?, breaker = ?,
                breaker_opened = ?, failing_since = ?, ramp = ?, tokens = ?, tokens_at = ?, wake = ?, last_served = ?
            WHERE number = ?
            """
        ) { binder in
            binder.bind(schedule.state.rawValue)
            binder.bind(schedule.disabledReason)
            binder.bind(schedule.notBefore.milliseconds)
            binder.bind(Int64(schedule.inFlight))
            binder.bind(Int64(breaker.failures))
            binder.bind(Int64(breaker.level))
            binder.bind(breaker.openedAt?.milliseconds)
            binder.bind(breaker.failingSince?.milliseconds)
            binder.bind(Int64(breaker.ramp))
            binder.bind(schedule.bucket.tokens)
            binder.bind(schedule.bucket.at.milliseconds)
            binder.bind(wake?.milliseconds)
            binder.bind(schedule.lastServed.milliseconds)
            binder.bind(schedule.number)
        }
    }

    private func wake(of schedule: EndpointSchedule, after: Instant?) throws -> Instant? {
        guard schedule.state != .disabled, schedule.room(options.delivery) > 0 else { return nil }
        let next = try db.rows(
            """
            SELECT next_at FROM outbox INDEXED BY outbox_due WHERE endpoint = ? AND state = 'ready' AND next_at > ?
                AND row NOT IN (SELECT row FROM lease) AND (NOT ? OR comment IS NULL)
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
        // One in the book is looked at when its next result comes.
        guard book[number] == nil else { return }
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
