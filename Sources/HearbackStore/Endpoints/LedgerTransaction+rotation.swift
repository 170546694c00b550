import GRDB
import HearbackCore

extension LedgerTransaction {
    /// Time to put a new secret in place before the first question whether it is there, in milliseconds.
    private static let installation: Int64 = 600_000

    /// Has an endpoint prove that it holds its newest secret. A challenge that waits already asks for the newest too.
    func challengeRotated(_ number: Int64) throws {
        let schedule = try endpointSchedule(number)
        guard schedule.kind == .webhook, !schedule.isVouched, schedule.state != .disabled else { return }
        try challenge(number, after: Self.installation)
    }

    /// The challenge that waits is due now.
    func hurryChallenge(_ number: Int64) throws {
        try db.execute(
            sql: """
                UPDATE outbox SET next_at = min(next_at, ?)
                WHERE endpoint = ? AND comment IS NULL AND state = 'ready' AND type = ?
                """, arguments: [now.milliseconds, number, NoticeType.verification.text])
        try wakeEndpoint(number)
    }
}
