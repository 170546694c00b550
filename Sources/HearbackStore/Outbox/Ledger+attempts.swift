import Foundation
import GRDB
import HearbackCore

extension LedgerTransaction {
    /// Records how attempts ended: what follows for the message, its endpoint and its comment.
    ///
    /// - Returns: how many were taken. A result whose lease is no longer the row's is dropped: somebody else has the message.
    func record(_ results: [AttemptRecord], _ schedule: RetrySchedule) throws -> Int {
        var endpoints: [Int64: EndpointSchedule] = [:]
        var taken = 0
        for result in results {
            guard let leased = try endLease(of: result) else { continue }
            var endpoint = try endpoints[leased.endpoint] ?? underWay(leased.endpoint)
            endpoint.inFlight = max(0, endpoint.inFlight - 1)
            try record(result, of: leased, schedule, &endpoint)
            endpoints[leased.endpoint] = endpoint
            taken += 1
        }
        for endpoint in endpoints.values { note(endpoint) }
        return taken
    }

    private func record(
        _ result: AttemptRecord, of leased: LeasedMessage, _ schedule: RetrySchedule, _ endpoint: inout EndpointSchedule
    ) throws {
        if case .deferred(let until) = result.result { return try giveBack(leased, until) }
        if result.result == .moved {
            try giveBack(leased, now)
            return try askAgain(&endpoint)
        }
        endpoint.isPrompt = result.result == .delivered && result.milliseconds < DeliveryRules.prompt
        guard result.result == .delivered else { return try recordFailure(result, of: leased, schedule, &endpoint) }
        try settle(leased, deliveredBy: result)
        endpoint.breaker.succeeded()
        try delivered(leased, result, &endpoint)
    }

    private func recordFailure(
        _ result: AttemptRecord, of leased: LeasedMessage, _ schedule: RetrySchedule, _ endpoint: inout EndpointSchedule
    ) throws {
        try keep(result, leased)
        switch result.result {
        case .gone:
            try settle(leased, "dead", result)
            endpoint.disable("gone")
        case .refused:
            try settle(leased, "dead", result)
            if result.error == "opted_out" { endpoint.disable("opted_out") }
            // Two refusals of different messages: the address does not exist.
            if endpoint.breaker.failures > 0 || endpoint.state == .pending { endpoint.disable("refused") }
            _ = endpoint.breaker.failed(started: result.started, at: now)
        case .failed(let failure):
            try fail(leased, failure, result, schedule, &endpoint)
        case .delivered, .deferred, .moved: break
        }
    }

    /// Nil when the lease is not the row's.
    private func endLease(of result: AttemptRecord) throws -> LeasedMessage? {
        try db.run("DELETE FROM lease WHERE row = ? AND token = ?") { binder in
            binder.bind(result.row)
            binder.bind(result.lease)
        }
        let known = book.endLease(of: result.row)
        guard db.changesCount == 1 else { return nil }
        if let known, known.token == result.lease { return known.message }
        let rows = try db.rows("SELECT \(LeasedMessage.columns) FROM outbox WHERE row = ?", result.row) { LeasedMessage($0) }
        return rows.first
    }

    private func keep(_ result: AttemptRecord, _ leased: LeasedMessage) throws {
        try db.run("INSERT OR REPLACE INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)") { binder in
            binder.bind(leased.row)
            binder.bind(Int64(leased.earlier + leased.attempt))
            binder.bind(result.started.milliseconds)
            binder.bind(result.milliseconds)
            binder.bind(result.status.map(Int64.init))
            binder.bind(result.error)
            binder.bind(result.detail)
            binder.bind(result.peer)
            binder.bind(Data(result.body.prefix(2_048)))
        }
    }

    private func settle(_ leased: LeasedMessage, _ state: String, _ result: AttemptRecord) throws {
        try db.run(
            "UPDATE outbox SET state = ?, attempt = ?, finished = ?, last_status = ?, last_error = ? WHERE row = ?"
        ) { binder in
            binder.bind(state)
            binder.bind(Int64(leased.attempt))
            binder.bind(now.milliseconds)
            binder.bind(result.status.map(Int64.init))
            binder.bind(result.error)
            binder.bind(leased.row)
        }
    }

    /// With its one attempt that succeeded, which needs no row of its own.
    private func settle(_ leased: LeasedMessage, deliveredBy result: AttemptRecord) throws {
        try db.run(
            """
            UPDATE outbox SET state = 'delivered', attempt = ?, finished = ?, last_status = ?, last_error = NULL,
                started = ?, milliseconds = ?, peer = ?, answer = ? WHERE row = ?
            """
        ) { binder in
            binder.bind(Int64(leased.attempt))
            binder.bind(now.milliseconds)
            binder.bind(result.status.map(Int64.init))
            binder.bind(result.started.milliseconds)
            binder.bind(result.milliseconds)
            binder.bind(result.peer)
            binder.bind(result.body.isEmpty ? nil : Data(result.body.prefix(2_048)))
            binder.bind(leased.row)
        }
    }

    private func delivered(_ leased: LeasedMessage, _ result: AttemptRecord, _ endpoint: inout EndpointSchedule) throws {
        if leased.type == NoticeType.verification.text {
            try verified(at: result.network, &endpoint)
        }
        guard let comment = leased.comment else { return }
        try notified(Notice(message: leased.message, type: leased.type), of: comment)
    }

    private func giveBack(_ leased: LeasedMessage, _ until: Instant) throws {
        try db.run("UPDATE outbox SET next_at = ?1 WHERE row = ?2 AND next_at < ?1") { binder in
            binder.bind(until.milliseconds)
            binder.bind(leased.row)
        }
    }

    private func fail(
        _ leased: LeasedMessage, _ failure: RetrySchedule.Failure, _ result: AttemptRecord, _ schedule: RetrySchedule,
        _ endpoint: inout EndpointSchedule
    ) throws {
        let isChallenge = leased.type == NoticeType.verification.text
        let schedule = isChallenge ? .verification : endpoint.kind == .email ? .mail : schedule
        // Challenges count for the address, whoever registered it how often.
        let tries = isChallenge ? max(leased.attempt, try challenges(to: leased.endpoint)) : leased.attempt
        let step = schedule.step(afterAttempt: tries, failure: failure, random: chance())
        if case .retry(let delay) = step, now.milliseconds(since: leased.queued) < RetrySchedule.longestLife {
            try retry(leased, after: delay, result)
            // What the receiver asks for holds for the whole endpoint.
            if failure.asksToWait {
                let pause = schedule.pause(for: failure)
                endpoint.notBefore = max(endpoint.notBefore, now.advanced(byMilliseconds: pause))
            }
        } else {
            try settle(leased, "dead", result)
            if isChallenge { return endpoint.disable("unverified") }
        }
        // A relay that fails says nothing about the address behind it.
        guard !isChallenge, endpoint.kind == .webhook else { return }
        switch endpoint.breaker.failed(started: result.started, at: now) {
        case .goOn: break
        case .wait(let until): endpoint.notBefore = max(endpoint.notBefore, until)
        case .giveUp: endpoint.disable("failing")
        }
    }

    /// Back into the queue, unless newer news about the comment waits there already, which say more.
    private func retry(_ leased: LeasedMessage, after delay: Int64, _ result: AttemptRecord) throws {
        let newer = try db.cachedStatement(
            sql: """
                SELECT 1 FROM outbox INDEXED BY outbox_by_comment
                WHERE endpoint = ? AND comment = ? AND row > ? AND state = 'ready' LIMIT 1
                """)
        if let comment = leased.comment,
            try Int.fetchOne(newer, arguments: [leased.endpoint, comment.value, leased.row]) != nil
        {
            return try settle(leased, "superseded", result)
        }
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET attempt = ?, next_at = ?, last_status = ?, last_error = ? WHERE row = ?
                """
        ).execute(arguments: [
            leased.attempt, now.advanced(byMilliseconds: delay).milliseconds, result.status, result.error, leased.row,
        ])
    }

    /// Uniform in 0..<1.
    private func chance() -> Double {
        Double(UInt64(littleEndianBytes: options.random(8)) >> 11) / Double(1 << 53)
    }

    /// What waits for an endpoint that is disabled will not be sent, and says so: `endpoint_` and the reason. What is
    /// under way is left to its result.
    ///
    /// - Parameter endpoint: only this one; nil for all.
    func bury(endpoint: Int64?) throws {
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = 'dead', finished = :now, last_error = 'endpoint_' ||
                    (SELECT disabled_reason FROM endpoint WHERE number = outbox.endpoint)
                WHERE state = 'ready' AND row NOT IN (SELECT row FROM lease) AND endpoint IN (
                    SELECT number FROM endpoint WHERE state = 'disabled' AND (:endpoint IS NULL OR number = :endpoint))
                """
        ).execute(arguments: ["now": now.milliseconds, "endpoint": endpoint])
    }
}

extension EndpointSchedule {
    /// Nothing more is sent to it; `bury` then ends what waits for it.
    mutating func disable(_ reason: String) {
        guard state != .disabled else { return }
        (state, disabledReason) = (.disabled, reason)
    }
}
