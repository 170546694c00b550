import Foundation
import GRDB
import HearbackCore

extension LedgerTransaction {
    private static let day: Int64 = 86_400_000

    /// Registered addresses under one domain, whoever registers them from where: names cost their owner nothing.
    ///
    /// - Parameter known: the address's own earlier registration, which is no new one.
    /// - Throws: `Refusal.registrationLimit`.
    func checkDomain(_ domain: Data, except known: Int64?, _ limits: RegistrationLimits) throws {
        let since = now.advanced(byMilliseconds: -Self.day)
        let created = try Int64.fetchAll(
            db,
            sql: """
                SELECT created FROM endpoint WHERE domain = ? AND created > ? AND number IS NOT ?
                ORDER BY created DESC LIMIT ?
                """, arguments: [domain, since.milliseconds, known, limits.perDomainAndDay])
        guard created.count >= limits.perDomainAndDay, let oldest = created.last else { return }
        throw Refusal.registrationLimit(until: Instant(milliseconds: oldest).advanced(byMilliseconds: Self.day))
    }

    func note(domain: Data, of endpoint: Int64) throws {
        try db.execute(sql: "UPDATE endpoint SET domain = ? WHERE number = ?", arguments: [domain, endpoint])
    }
}
