import Foundation
import HearbackAPI
import HearbackCore

/// One row of an import file, mapped, or why it can't be.
struct SourceRow: Sendable {
    var line: Int
    var externalID: String?
    var content: Content

    enum Content: Sendable {
        case row(ImportRow)
        case refused(Problem)
        /// It is no comment, or not one to be taken: why.
        case leftOut(String)
    }

    var textBytes: Int { if case .row(let row) = content { row.text.utf8.count } else { 0 } }
}

/// Rows of an import file, chunk by chunk: what is in memory is one chunk, whatever the file's size.
struct RowSource {
    private enum Parser {
        case lines(LineParser)
        case csv(CSVParser, header: [String]?)
        case xml(XMLExport)
    }

    private var parser: Parser
    private let system: (any ImportSystem)?
    private let mapping: RowMapping
    private let read: () throws -> [UInt8]?
    private(set) var bytesRead = 0
    private var isAtEnd = false

    init(
        format: ImportFormat, delimiter: UInt8 = UInt8(ascii: ","), exported: String? = nil, mapping: RowMapping,
        read: @escaping () throws -> [UInt8]?
    ) {
        switch format {
        case .jsonl: (parser, system) = (.lines(LineParser()), nil)
        case .csv: (parser, system) = (.csv(CSVParser(delimiter: delimiter), header: nil), nil)
        case .decidim: (parser, system) = (.csv(CSVParser(delimiter: DecidimExport.delimiter), header: nil), DecidimExport())
        case .regulations: (parser, system) = (.csv(CSVParser(delimiter: delimiter), header: nil), RegulationsExport())
        case .wxr, .disqus: (parser, system) = (.xml(XMLExport(format, exported: exported)), nil)
        }
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
        case .xml(var export):
            if let chunk { try export.take(chunk) }
            parser = .xml(export)
            return chunk == nil ? rows(export) : []
        }
    }

    private func rows(_ export: XMLExport) -> [SourceRow] {
        let (comments, fault) = export.comments()
        let rows = comments.map { line, comment in row(comment, line) }
        // What comes behind a fault is not read; saying so is all that is left.
        return rows + (fault.map { [refused($0.line, Problem(.invalidField, detail: $0.words))] } ?? [])
    }

    private func row(_ comment: Result<Translated, Problem>, _ line: Int) -> SourceRow {
        switch comment {
        case .failure(let problem): refused(line, problem)
        case .success(.leftOut(let why)): SourceRow(line: line, externalID: nil, content: .leftOut(why))
        case .success(.comment(let fields)): mapped(onBill(fields), line)
        }
    }

    /// What another system commented on is no bill of ours: `--bill` stands for all that `--value` does not translate.
    private func onBill(_ fields: [String: String]) -> [String: String] {
        let name = ImportField.bill.rawValue
        guard let bill = mapping.constants[.bill], mapping.values[.bill]?[fields[name] ?? ""] == nil else { return fields }
        return fields.merging([name: bill]) { $1 }
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
            let source = Dictionary(zip(header, fields)) { first, _ in first }
            guard let system else { return mapped(source, record.line) }
            do { return row(.success(try system.comment(source)), record.line) } catch { return refused(record.line, error) }
        }
    }

    private func mapped(_ source: [String: String], _ line: Int) -> SourceRow {
        let id = source[mapping.columns[.externalID] ?? ImportField.externalID.rawValue]
        do {
            return SourceRow(line: line, externalID: id, content: .row(try mapping.row(source)))
        } catch {
            return SourceRow(line: line, externalID: id, content: .refused(error))
        }
    }

    private func refused(_ line: Int, _ problem: Problem) -> SourceRow {
        SourceRow(line: line, externalID: nil, content: .refused(problem))
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
