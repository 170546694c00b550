package import HearbackCore
package import HearbackStore
package import HearbackTime

/// The moderators' reminder: what it says now, and to whom it goes.
package struct DigestDesk: Sendable {
    package let ledger: Ledger
    package let zone: Zone
    package let readers: DigestReaders
    /// Milliseconds that a comment may wait before it is worth a reminder.
    package let patience: Int64

    package init(ledger: Ledger, zone: Zone, readers: DigestReaders, patience: Int64) {
        (self.ledger, self.zone, self.readers, self.patience) = (ledger, zone, readers, patience)
    }

    /// - Parameter moment: of the schedule; nil sends it at once, whatever it says.
    /// - Returns: nil when there was nothing to send.
    package func send(of moment: Instant?) async throws -> SentDigest? {
        guard !readers.isEmpty else { return nil }
        return try await ledger.sendDigest(of: moment, today: today, patience: patience, to: readers)
    }

    var today: String { zone.civilDate(at: ledger.now).description }
}
