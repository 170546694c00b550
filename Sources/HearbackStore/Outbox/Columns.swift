import GRDB
import GRDBSQLite

/// The row at which a statement stands, read by SQLite's own functions: columns by position, from 0.
///
/// GRDB looks each column up by its name, which cost more than SQLite took to find the row; what is read for every
/// message goes this way.
struct Columns: ~Copyable {
    private let statement: OpaquePointer

    fileprivate init(_ statement: OpaquePointer) {
        self.statement = statement
    }

    /// 0 for NULL.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func optionalInteger(_ column: Int32) -> Int64? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : integer(column)
    }

    /// 0 for NULL.
    func real(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }

    /// Empty for NULL.
    func text(_ column: Int32) -> String { optionalText(column) ?? "" }

    func optionalText(_ column: Int32) -> String? {
        guard let start = sqlite3_column_text(statement, column) else { return nil }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Empty for NULL.
    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }
}

extension Database {
    /// The rows of a cached query whose parameters are all numbers.
    func rows<Value>(
        _ sql: String, _ numbers: Int64..., reading read: (borrowing Columns) throws -> Value
    ) throws -> [Value] {
        let statement = try cachedStatement(sql: sql).sqliteStatement
        defer { sqlite3_reset(statement) }
        var values: [Value] = []
        var code = SQLITE_ROW
        for (index, number) in numbers.enumerated() where code == SQLITE_ROW {
            let bound = sqlite3_bind_int64(statement, Int32(index + 1), number)
            if bound != SQLITE_OK { code = bound }
        }
        while code == SQLITE_ROW {
            code = sqlite3_step(statement)
            if code == SQLITE_ROW { values.append(try read(Columns(statement))) }
        }
        guard code == SQLITE_DONE else {
            let message = sqlite3_errmsg(sqliteConnection).map { String(cString: $0) }
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
        }
        return values
    }
}
