import Foundation
import GRDB
import GRDBSQLite

/// Values for one run of a statement, in the order of its parameters, bound by SQLite's own functions.
///
/// GRDB boxes each argument, which cost more than SQLite took for the row; what is written for every submission and every delivery goes this way.
struct Binder: ~Copyable {
    private let statement: OpaquePointer
    private var index: Int32 = 0
    fileprivate private(set) var code = SQLITE_OK

    fileprivate init(_ statement: OpaquePointer) {
        self.statement = statement
    }

    mutating func bind(_ number: Int64?) {
        advance()
        note(number.map { sqlite3_bind_int64(statement, index, $0) } ?? sqlite3_bind_null(statement, index))
    }

    mutating func bind(_ number: Double) {
        advance()
        note(sqlite3_bind_double(statement, index, number))
    }

    mutating func bind(_ text: String?) {
        advance()
        guard var text else { return note(sqlite3_bind_null(statement, index)) }
        let (statement, index) = (statement, index)
        note(text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                // A text without bytes still needs an address, or it becomes NULL.
                guard let start = $0.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, Self.copied) }
                return sqlite3_bind_text(statement, index, start, Int32($0.count), Self.copied)
            }
        })
    }

    mutating func bind(_ bytes: Data?) {
        advance()
        guard let bytes else { return note(sqlite3_bind_null(statement, index)) }
        let (statement, index) = (statement, index)
        note(bytes.withUnsafeBytes { sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), Self.copied) })
    }

    private mutating func advance() { index += 1 }

    private mutating func note(_ result: Int32) {
        if code == SQLITE_OK { code = result }
    }

    /// `SQLITE_TRANSIENT`, a macro that Swift does not import: SQLite copies before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension Database {
    /// Runs a cached statement that answers no rows; every parameter must be bound.
    func run(_ sql: String, binding bind: (inout Binder) -> Void) throws {
        let statement = try cachedStatement(sql: sql).sqliteStatement
        var binder = Binder(statement)
        bind(&binder)
        let code = binder.code == SQLITE_OK ? sqlite3_step(statement) : binder.code
        let message = code == SQLITE_DONE ? nil : sqlite3_errmsg(sqliteConnection).map { String(cString: $0) }
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
        }
    }
}
