import GRDB
package import HearbackCore

/// Whom the digest goes to.
package struct DigestReaders: Hashable, Sendable {
    /// Webhook endpoints, by identifier.
    package var endpoints: [String]
    /// The operator vouches for them: they are not asked whether they want it.
    package var addresses: [EmailAddress]
    package var language: Language

    package init(endpoints: [String] = [], addresses: [EmailAddress] = [], language: Language = .english) {
        (self.endpoints, self.addresses, self.language) = (endpoints, addresses, language)
    }

    package var isEmpty: Bool { endpoints.isEmpty && addresses.isEmpty }
    package var count: Int { endpoints.count + addresses.count }
}

/// How a digest went out.
package struct SentDigest: Hashable, Sendable {
    package let digest: QueueDigest
    /// Readers that it was queued for; those who unsubscribed or are disabled are not among them.
    package let told: Int
}

extension Ledger {
    /// What the digest would say now.
    ///
    /// - Parameter today: the local day, `YYYY-MM-DD`; what was due before it is overdue.
    package func digest(today: String, within scope: BillScope = .all) async throws -> QueueDigest {
        try await read { [options, now] db in try QueueDigest(db, at: now, today: today, within: scope, options) }
    }

    /// Queues the digest of one moment of the schedule for its readers, once, if there is something to say.
    ///
    /// - Parameters:
    ///   - moment: of the schedule; nil sends it now, whatever was sent and whatever it says.
    ///   - patience: milliseconds that a comment may wait before it is worth a reminder.
    /// - Returns: nil when the moment was dealt with before, or there is nothing to say.
    package func sendDigest(
        of moment: Instant?, today: String, patience: Int64, to readers: DigestReaders
    ) async throws -> SentDigest? {
        if let moment, try await lastDigest().map({ $0 >= moment }) ?? false { return nil }
        let digest = try await digest(today: today)
        let sent = try await write { transaction -> SentDigest? in
            if let moment {
                try transaction.noteDigest(moment)
                guard digest.calls(at: transaction.now, patience: patience) else { return nil }
            }
            return SentDigest(digest: digest, told: try transaction.send(digest, to: readers))
        }
        if let sent, sent.told > 0 { outboxSignal.send() }
        return sent
    }
}

extension Ledger {
    /// The last moment of the schedule that was dealt with.
    package func lastDigest() async throws -> Instant? {
        try await read { db in
            try Int64.fetchOne(db, sql: "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'digest'")
        }.map(Instant.init(milliseconds:))
    }
}

extension LedgerTransaction {
    fileprivate func noteDigest(_ moment: Instant) throws {
        try db.execute(
            sql: "INSERT INTO meta VALUES ('digest', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            arguments: ["\(moment.milliseconds)"])
    }

    fileprivate func send(_ digest: QueueDigest, to readers: DigestReaders) throws -> Int {
        var numbers: [Int64] = []
        for id in readers.endpoints {
            let sql = "SELECT number FROM endpoint WHERE id = ? AND state = 'active' AND kind = 'webhook'"
            if let number = try Int64.fetchOne(db, sql: sql, arguments: [id]) { numbers.append(number) }
        }
        if options.delivery.sendsMail {
            numbers += try readers.addresses.compactMap { try reader($0, readers.language) }
        }
        for number in numbers {
            try dropDigests(of: number)
            try owe(number, .digest(digest, at: now), about: nil, event: nil)
        }
        return numbers.count
    }

    /// The endpoint of an address that the operator names; nil when it unsubscribed, which holds for ever.
    private func reader(_ address: EmailAddress, _ language: Language) throws -> Int64? {
        let key = options.box.addressKey("mailto:" + address.text.lowercased())
        guard let known = try known(key) else {
            return try insertEndpoint(
                .init(kind: .email, address: address.text, key: key, state: .active, isVouched: true, language: language),
                secret: nil, replacing: nil)
        }
        guard known.state != .disabled else { return nil }
        if known.state == .pending {
            var schedule = try endpointSchedule(known.number)
            schedule.state = .active
            try save(schedule)
        }
        try db.execute(
            sql: "UPDATE endpoint SET language = ?, verified = coalesce(verified, ?) WHERE number = ?",
            arguments: [language.rawValue, now.milliseconds, known.number])
        return known.number
    }

    /// The new one says all that an earlier one would, which was not yet sent.
    private func dropDigests(of endpoint: Int64) throws {
        try db.execute(
            sql: """
                UPDATE outbox SET state = 'superseded', finished = ?
                WHERE endpoint = ? AND state = 'ready' AND comment IS NULL AND type = ? AND row NOT IN (SELECT row FROM lease)
                """, arguments: [now.milliseconds, endpoint, NoticeType.digest.text])
    }
}
