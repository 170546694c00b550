import GRDB
import HearbackCore

/// What is announced of a periodic report.
package struct ReportNotice: Hashable, Sendable {
    package let name: String
    /// Local days, `YYYY-MM-DD`, both included.
    package let from: String
    package let to: String
    package let files: [String]
    /// Where the files are published.
    package let url: String?
    package let received: Int
    package let decided: Int
    package let undecided: Int
    package let heardNothing: Int?

    package init(
        name: String, from: String, to: String, files: [String], url: String?, received: Int, decided: Int,
        undecided: Int, heardNothing: Int?
    ) {
        (self.name, self.from, self.to, self.files, self.url) = (name, from, to, files, url)
        (self.received, self.decided, self.undecided, self.heardNothing) = (received, decided, undecided, heardNothing)
    }
}

extension Ledger {
    /// Puts a report's announcement into the queues of active webhook endpoints, once for each report, ever.
    ///
    /// - Returns: how many are told; nil when the report was announced before.
    package func announce(_ notice: ReportNotice, to endpoints: [String]) async throws -> Int? {
        let told = try await write { transaction -> Int? in
            let key = "report.\(notice.name)"
            let isKnown = try Bool.fetchOne(
                transaction.db, sql: "SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?)", arguments: [key])
            guard isKnown != true else { return nil }
            try transaction.db.execute(
                sql: "INSERT INTO meta (key, value) VALUES (?, ?)", arguments: [key, transaction.now.rfc3339])
            var told = 0
            for id in endpoints {
                let number = try Int64.fetchOne(
                    transaction.db,
                    sql: "SELECT number FROM endpoint WHERE id = ? AND state = 'active' AND kind = 'webhook'", arguments: [id])
                guard let number else { continue }
                try transaction.owe(number, .report(notice, at: transaction.now), about: nil, event: nil)
                told += 1
            }
            return told
        }
        if let told, told > 0 { outboxSignal.send() }
        return told
    }

    package func isAnnounced(report name: String) async throws -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?)", arguments: ["report.\(name)"]) ?? false
        }
    }
}
