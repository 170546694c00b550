import HearbackCore

/// Some columns of a CSV file, row by row: values with the line they stand on, or why there are none.
///
/// Reads chunk by chunk; what is in memory is one chunk, whatever the file's size. A row at fault is given out with its
/// cause, never passed over.
struct ColumnReader {
    struct Row {
        /// The line of the file on which it begins, from 1.
        var line: Int
        /// In the order of the columns that were asked for.
        var values: Result<[String], RowFault>
    }

    private let columns: [String]
    private let read: () throws -> [UInt8]?
    private var parser = CSVParser()
    private var layout: Layout?
    private var isAtEnd = false

    private struct Layout {
        let places: [Int]
        let width: Int
    }

    /// - Parameter read: the next bytes; nil at the end.
    init(columns: [String], read: @escaping () throws -> [UInt8]?) {
        (self.columns, self.read) = (columns, read)
    }

    /// The rows of the next chunk, perhaps none; nil at the end.
    ///
    /// - Throws: `CommandError` when the file has no header, or not the columns.
    mutating func next() throws -> [Row]? {
        guard !isAtEnd else { return nil }
        var records: [CSVParser.Record] = []
        if let chunk = try read() {
            parser.take(chunk, into: &records)
        } else {
            isAtEnd = true
            parser.finish(into: &records)
        }
        guard let layout = try layout ?? header(&records) else { return [] }
        return records.map { row($0, layout) }
    }

    private mutating func header(_ records: inout [CSVParser.Record]) throws -> Layout? {
        guard !records.isEmpty else {
            guard isAtEnd else { return nil }
            throw CommandError(
                "the file is empty", hint: "its first line must name the columns", exitCode: ExitCodes.data)
        }
        guard case .success(let names) = records.removeFirst().fields else {
            throw CommandError(
                "the first line is not a CSV header", hint: "it must name the columns", exitCode: ExitCodes.data)
        }
        let missing = columns.filter { !names.contains($0) }
        guard missing.isEmpty else {
            throw CommandError(
                "the file has no column '\(missing.joined(separator: "', '"))'",
                hint: "its columns: \(names.joined(separator: ", "))", exitCode: ExitCodes.data)
        }
        if let twice = columns.first(where: { name in names.count { $0 == name } > 1 }) {
            throw CommandError(
                "the header names the column '\(twice)' twice", hint: "rename one", exitCode: ExitCodes.data)
        }
        let found = Layout(places: columns.compactMap { names.firstIndex(of: $0) }, width: names.count)
        layout = found
        return found
    }

    private func row(_ record: CSVParser.Record, _ layout: Layout) -> Row {
        switch record.fields {
        case .failure(let fault): Row(line: record.line, values: .failure(RowFault(fault.words)))
        case .success(let fields) where fields.count != layout.width:
            Row(
                line: record.line,
                values: .failure(
                    RowFault("\(Figures.count(fields.count, "field")) where the header has \(layout.width)")))
        case .success(let fields): Row(line: record.line, values: .success(layout.places.map { fields[$0] }))
        }
    }
}

/// Why a row can't be used.
struct RowFault: Error, Hashable, Sendable {
    let words: String

    init(_ words: String) { self.words = words }
}
