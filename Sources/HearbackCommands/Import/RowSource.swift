import Foundation
import HearbackAPI
import HearbackCore

/// One row of an import file, mapped, or why it can't be.
struct SourceRow: Sendable {
    var line: Int
    var externalID: String?
    var row: Result<ImportRow, Problem>
}

/// Rows of an import file, chunk by chunk: what is in memory is one chunk, whatever the file's size.
struct RowSource {
    enum Format: String, CaseIterable, Sendable { case jsonl, csv }

    private enum Parser {
        case lines(LineParser)
        case csv(CSVParser, header: [String]?)
    }

    private var parser: Parser
    private let mapping: RowMapping
    private let read: () throws -> [UInt8]?
    private(set) var bytesRead = 0
    private var isAtEnd = false

    init(
        format: Format, delimiter: UInt8 = UInt8(ascii: ","), mapping: RowMapping,
        read: @escaping () throws -> [UInt8]?
    ) {
        parser = format == .csv ? .csv(CSVParser(delimiter: delimiter), header: nil) : .lines(LineParser())
        (self.mapping, self.read) = (mapping, read)
    }

    /// The rows of the next chunk, perhaps none; nil at the end.
    mutating func next() throws -> [SourceRow]? {
        guard !isAtEnd else { return nil }
        let chunk = try read()
        isAtEnd = chunk == nil
        bytesRead += chunk?.count ?? 0
        switch parser {
        case .lines(var lines):
            var found: [LineParser.Line] = []
            if let chunk { lines.take(chunk, into: &found) } else { lines.finish(into: &found) }
            parser = .lines(lines)
            return found.map(row)
        case .csv(var csv, var header):
            var found: [CSVParser.Record] = []
            if let chunk { csv.take(chunk, into: &found) } else { csv.finish(into: &found) }
            if header == nil, !found.isEmpty { header = try self.header(found.removeFirst()) }
            parser = .csv(csv, header: header)
            return found.map { row($0, header ?? []) }
        }
    }

    private func row(_ line: LineParser.Line) -> SourceRow {
        guard let bytes = line.bytes else {
            return refused(line.number, Problem(.bodyTooLarge, detail: "the line is longer than 1,048,576 bytes"))
        }
        do {
            let value = try WireJSON.decode(JSONValue.self, from: Data(bytes))
            guard case .object = value else {
                return refused(line.number, Problem(.malformedJSON, detail: "not an object"))
            }
            return mapped(value.flattened, line.number)
        } catch {
            return refused(line.number, error)
        }
    }

    private func row(_ record: CSVParser.Record, _ header: [String]) -> SourceRow {
        switch record.fields {
        case .failure(let fault):
            return refused(record.line, Problem(fault == .notUTF8 ? .invalidUTF8 : .invalidField, detail: fault.words))
        case .success(let fields) where fields.count != header.count:
            let detail = "\(Figures.count(fields.count, "field")) where the header has \(header.count)"
            return refused(record.line, Problem(.invalidField, detail: detail))
        case .success(let fields):
            return mapped(Dictionary(zip(header, fields)) { first, _ in first }, record.line)
        }
    }

    private func mapped(_ source: [String: String], _ line: Int) -> SourceRow {
        let id = source[mapping.columns[.externalID] ?? ImportField.externalID.rawValue]
        do {
            return SourceRow(line: line, externalID: id, row: .success(try mapping.row(source)))
        } catch {
            return SourceRow(line: line, externalID: id, row: .failure(error))
        }
    }

    private func refused(_ line: Int, _ problem: Problem) -> SourceRow {
        SourceRow(line: line, externalID: nil, row: .failure(problem))
    }

    private func header(_ record: CSVParser.Record) throws -> [String] {
        guard case .success(let names) = record.fields else {
            throw CommandError("the first line is not a CSV header", exitCode: ExitCodes.data)
        }
        if let twice = Dictionary(grouping: names, by: \.self).first(where: { $0.value.count > 1 })?.key {
            throw CommandError("the header names the column '\(twice)' twice", exitCode: ExitCodes.data)
        }
        let missing = mapping.missingColumns(in: names)
        guard missing.isEmpty else {
            throw CommandError(
                "the file has no column '\(missing.joined(separator: "', '"))'",
                hint: "its columns: \(names.joined(separator: ", "))", exitCode: ExitCodes.data)
        }
        return names
    }
}
