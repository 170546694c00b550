import HearbackCore

/// CSV (RFC 4180) as a stream: bytes in, records out, each with the line that it begins on.
///
/// Written here because SwiftCSV 0.10 reads the whole file into one string, knows no line numbers, stops at the first bad
/// row, and compares grapheme clusters, so that a combining mark at the beginning of a field hides the comma before it.
/// Takes LF, CR LF and CR as line ends, a byte order mark, and quoted line ends; blank lines are no records.
struct CSVParser {
    struct Record: Hashable, Sendable {
        /// The line of the file on which it begins, from 1.
        var line: Int
        var fields: Result<[String], CSVFault>
    }

    private enum State { case fieldStart, plain, quoted, quoteInQuoted }

    private let delimiter: UInt8
    private let limit: Int
    private var state = State.fieldStart
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var fault: CSVFault?
    private var size = 0
    private var hasQuotes = false
    private var line = 1
    private var recordLine = 1
    private var afterCR = false
    private var mark: [UInt8]? = []

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// - Parameter limit: what a record may weigh, in bytes.
    init(delimiter: UInt8 = UInt8(ascii: ","), limit: Int = 1 << 20) {
        (self.delimiter, self.limit) = (delimiter, limit)
    }

    mutating func take(_ bytes: some Sequence<UInt8>, into records: inout [Record]) {
        for byte in bytes {
            guard let begun = mark else {
                take(byte, &records)
                continue
            }
            let longer = begun + [byte]
            if longer == Self.byteOrderMark {
                mark = nil
            } else if Self.byteOrderMark.starts(with: longer) {
                mark = longer
            } else {
                mark = nil
                for byte in longer { take(byte, &records) }
            }
        }
    }

    /// The end of the file: the last record, when no line end closed it.
    mutating func finish(into records: inout [Record]) {
        if let begun = mark {
            mark = nil
            for byte in begun { take(byte, &records) }
        }
        if state == .quoted { fault = fault ?? .unclosedQuote }
        if size > 0 { endRecord(&records) }
    }

    private mutating func take(_ byte: UInt8, _ records: inout [Record]) {
        let isLF = byte == UInt8(ascii: "\n")
        let isCR = byte == UInt8(ascii: "\r")
        let closesCR = isLF && afterCR
        afterCR = isCR
        if (isLF || isCR) && !closesCR { line += 1 }
        if closesCR && state != .quoted { return }
        if (isLF || isCR) && state != .quoted { return endRecord(&records) }
        size += 1
        if size > limit { fault = fault ?? .tooLong(limit: limit) }
        step(byte)
    }

    private mutating func step(_ byte: UInt8) {
        let isQuote = byte == UInt8(ascii: "\"")
        switch state {
        case .fieldStart where isQuote: (state, hasQuotes) = (.quoted, true)
        case .fieldStart, .plain:
            if byte == delimiter {
                endField()
            } else {
                if isQuote { fault = fault ?? .strayQuote }
                append(byte)
                state = .plain
            }
        case .quoted:
            if isQuote { state = .quoteInQuoted } else { append(byte) }
        case .quoteInQuoted:
            if isQuote {
                append(byte)
                state = .quoted
            } else if byte == delimiter {
                endField()
            } else {
                fault = fault ?? .textAfterQuote
                state = .plain
            }
        }
    }

    /// A record at fault is read on, so that the next one begins where it does, but not kept.
    private mutating func append(_ byte: UInt8) {
        if fault == nil { field.append(byte) }
    }

    private mutating func endField() {
        if let text = String(validating: field, as: UTF8.self) {
            if fault == nil { fields.append(text) }
        } else {
            fault = fault ?? .notUTF8
        }
        field.removeAll(keepingCapacity: true)
        state = .fieldStart
    }

    private mutating func endRecord(_ records: inout [Record]) {
        endField()
        let isBlank = fault == nil && !hasQuotes && fields == [""]
        if !isBlank { records.append(Record(line: recordLine, fields: fault.map(Result.failure) ?? .success(fields))) }
        (fields, fault, size, hasQuotes, recordLine) = ([], nil, 0, false, line)
    }
}

/// Why a record is not CSV.
enum CSVFault: Error, Hashable, Sendable {
    case strayQuote
    case textAfterQuote
    case unclosedQuote
    case notUTF8
    case tooLong(limit: Int)

    var words: String {
        switch self {
        case .strayQuote: "a quote inside a field that does not begin with one"
        case .textAfterQuote: "text behind a field's closing quote"
        case .unclosedQuote: "a quoted field that is never closed"
        case .notUTF8: "not valid UTF-8"
        case .tooLong(let limit): "longer than \(Figures.grouped(limit)) bytes"
        }
    }
}
