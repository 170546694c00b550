import CSystemSQLite
import Foundation
import GRDB

/// A ledger's file, or a backup of one, read and never written, whether a daemon has it open or not.
package struct StillLedger: Sendable {
    package let path: String
    let file: DatabaseQueue

    /// The number of migrations that made the file: its `user_version`.
    package let schema: Int
    /// The number of migrations that this program knows.
    package static let knownSchema = Migrations.count

    /// - Throws: when it is not there, can't be read, or is not a ledger.
    package init(_ path: String) throws(UpkeepError) {
        self.path = DurableFile.absolute(path)
        guard let facts = DurableFile.facts(self.path) else { throw .system("can't read \(self.path)") }
        guard facts.st_mode & S_IFMT == S_IFREG, facts.st_size > 0 else {
            throw UpkeepError(.unsound, "\(self.path) is not a ledger", hint: "name the SQLite file itself")
        }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON") }
            file = try DatabaseQueue(path: self.path, configuration: configuration)
            schema = try Self.schema(file, self.path)
        } catch {
            throw UpkeepError(error, self.path)
        }
    }

    package var isNewer: Bool { schema > Self.knownSchema }

    /// One snapshot for the whole of `query`.
    func read<Value>(_ query: (Database) throws -> Value) throws(UpkeepError) -> Value {
        do { return try file.read(query) } catch { throw UpkeepError(error, path) }
    }

    private static func schema(_ file: DatabaseQueue, _ path: String) throws -> Int {
        try file.read { db in
            guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == Migrations.applicationID else {
                throw StoreError(.foreignFile, "\(path) is a SQLite file, but not one of Hearback's")
            }
            return try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        }
    }
}

extension Migrations {
    /// Their number does not depend on the key that one of them seals with.
    static var count: Int {
        SecretBox(key: [UInt8](repeating: 0, count: SecretBox.keyLength)).map { migrator($0).migrations.count } ?? 0
    }
}
