import HearbackCore

/// Some columns of a CSV file, row by row: values with the line they stand on, or why there are none.
///
/// Fields are set apart by commas, or by the semicolons or tabs of a spreadsheet whose language writes decimal commas:
/// whichever gives a header with the columns. Reads chunk by chunk; what is in memory is one chunk, whatever the file's size. A row at fault is given out with its
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
    /// Until the header is there.
    private var candidates = Self.delimiters.map { Candidate(delimiter: $0, parser: CSVParser(delimiter: $0)) }
    private var layout: Layout?
    private var isAtEnd = false

    /// Whether `2,5` is a number in this file; known once there are rows.
    private(set) var hasDecimalCommas = false

    private static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

    private struct Candidate {
        let delimiter: UInt8
        var parser: CSVParser
        var records: [CSVParser.Record] = []

        /// nil: the end.
        mutating func take(_ chunk: [UInt8]?) {
            if let chunk { parser.take(chunk, into: &records) } else { parser.finish(into: &records) }
        }

        func names(_ columns: [String]) -> Bool {
            guard case .success(let names)? = records.first?.fields else { return false }
            return columns.allSatisfy(names.contains)
        }
    }

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
        guard let layout else { return try begin() }
        var records: [CSVParser.Record] = []
        if let chunk = try read() {
            parser.take(chunk, into: &records)
        } else {
            isAtEnd = true
            parser.finish(into: &records)
        }
        return records.map { row($0, layout) }
    }

    private mutating func begin() throws -> [Row] {
        let chunk = try read()
        isAtEnd = chunk == nil
        for place in candidates.indices {
            candidates[place].take(chunk)
        }
        guard isAtEnd || !candidates[0].records.isEmpty else { return [] }
        // Where none has the columns, the error speaks of the commas.
        var chosen = candidates.first { $0.names(columns) } ?? candidates[0]
        candidates = []
        (parser, hasDecimalCommas) = (chosen.parser, chosen.delimiter != UInt8(ascii: ","))
        guard let layout = try header(&chosen.records) else { return [] }
        return chosen.records.map { row($0, layout) }
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
