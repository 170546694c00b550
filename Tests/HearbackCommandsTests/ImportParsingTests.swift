import HearbackAPI
import HearbackTestSupport
import Testing

@testable import HearbackCommands

@Suite("CSV as it comes")
struct ImportParsingTests {
    private func parse(_ text: String, chunk: Int = 1_000) -> [CSVParser.Record] {
        parse(Array(text.utf8), chunk: chunk)
    }

    private func parse(_ bytes: [UInt8], chunk: Int = 1_000, limit: Int = 1 << 20) -> [CSVParser.Record] {
        var parser = CSVParser(limit: limit)
        var records: [CSVParser.Record] = []
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            parser.take(bytes[start..<min(start + chunk, bytes.count)], into: &records)
        }
        parser.finish(into: &records)
        return records
    }

    @Test("RFC 4180 with its line numbers", arguments: [1, 2, 3, 1_000])
    func records(chunk: Int) {
        let text = "\u{FEFF}a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\n2,\u{301}e\r3,"
        let expected: [CSVParser.Record] = [
            .init(line: 1, fields: .success(["a", "b"])), .init(line: 2, fields: .success(["1", "x, \"y\"\nz"])),
            .init(line: 5, fields: .success(["2", "\u{301}e"])), .init(line: 6, fields: .success(["3", ""])),
        ]
        #expect(parse(text, chunk: chunk) == expected)
    }

    @Test("A broken record is told with its cause, and the next is read")
    func faults() {
        let records = parse("a\nb\"c\nd\n\"e\"f\ng\n")
        #expect(records.map(\.line) == [1, 2, 3, 4, 5])
        #expect(records[1].fields == .failure(.strayQuote))
        #expect(records[3].fields == .failure(.textAfterQuote))
        #expect(records[4].fields == .success(["g"]))
        #expect(parse("a\n\"b").last?.fields == .failure(.unclosedQuote))
        #expect(parse([0x61, 0xFF, 0x0A]).first?.fields == .failure(.notUTF8))
        #expect(parse(Array(repeating: 0x61, count: 50), limit: 10).first?.fields == .failure(.tooLong(limit: 10)))
    }

    @Test("Columns are mapped, values translated, constants filled in")
    func mapping() throws {
        var mapping = RowMapping()
        try mapping.map("external_id=nr")
        try mapping.map("text=body")
        try mapping.map("decision.kind=state")
        try mapping.translate("decision.kind:open=published")
        mapping.constants = [.bill: "pl-03-25", .language: "en", .submitterKind: "person"]
        let row = try mapping.row([
            "nr": "7", "body": "Hello", "state": "open", "received_at": "2023-01-06T10:00:00Z",
            "decision.at": "2023-01-07T10:00:00Z",
        ])
        #expect(row.externalID == "7" && row.text == "Hello" && row.bill == "pl-03-25")
        #expect(row.decision?.kind == "published")
        #expect(mapping.missingColumns(in: ["nr", "state"]) == ["body"])
    }

    @Test("What is missing or unreadable is a problem of the row", arguments: ["external_id", "text", "received_at"])
    func badRows(field: String) {
        var source = [
            "external_id": "7", "text": "x", "received_at": "2023-01-06T10:00:00Z", "bill": "b", "language": "en",
            "submitter.kind": "person",
        ]
        #expect(throws: Never.self) { try RowMapping().row(source) }
        source[field] = field == "received_at" ? "yesterday" : nil
        #expect(throws: Problem.self) { try RowMapping().row(source) }
    }

    @Test("A map that maps nothing known is refused", arguments: ["x", "nix=Column", "text="])
    func badMaps(argument: String) {
        var mapping = RowMapping()
        #expect(throws: CommandError.self) { try mapping.map(argument) }
    }
}

@Suite("Random tables as CSV")
struct CSVPropertyTests {
    @Test("What a writer quotes by RFC 4180 is read back", arguments: UInt64(1)...40)
    func roundTrip(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = ["a", ",", "\"", "\n", "\r\n", "ب", "ⴰ", "e\u{301}", " ", ";"]
        let table = (0..<20).map { _ in
            (0..<3).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }.joined()
            }
        }
        let text = table.map { row in
            row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n"
        }.joined()
        var parser = CSVParser()
        var records: [CSVParser.Record] = []
        parser.take(Array(text.utf8), into: &records)
        parser.finish(into: &records)
        #expect(records.compactMap { try? $0.fields.get() } == table)
    }
}
