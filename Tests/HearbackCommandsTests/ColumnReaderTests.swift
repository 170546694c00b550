import HearbackTestSupport
import Testing

@testable import HearbackCommands

@Suite("Columns of a table")
struct ColumnReaderTests {
    private func read(_ text: String, _ columns: [String], chunk: Int = 1_000) throws -> [ColumnReader.Row] {
        var rest = Array(text.utf8)[...]
        var reader = ColumnReader(columns: columns) {
            defer { rest = rest.dropFirst(chunk) }
            return rest.isEmpty ? nil : Array(rest.prefix(chunk))
        }
        var rows: [ColumnReader.Row] = []
        while let more = try reader.next() { rows += more }
        return rows
    }

    @Test("are taken by name, in any order, with their lines", arguments: [1, 3, 1_000])
    func named(chunk: Int) throws {
        let text = "\u{FEFF}id,\"the, days\",x\r\n1,\"4\r\n2\",é\r\n\r\n3,5,\"\"\n"
        let rows = try read(text, ["x", "the, days"], chunk: chunk)
        #expect(rows.map(\.line) == [2, 5])
        #expect(try rows.map { try $0.values.get() } == [["é", "4\r\n2"], ["", "5"]])
    }

    @Test("are set apart by commas, semicolons or tabs, whichever gives the header", arguments: [1, 3, 1_000])
    func delimiters(chunk: Int) throws {
        for text in ["\u{FEFF}a;\"b,c\";d\r\n1;2,5;3\r\n", "a\tb,c\td\n1\t2,5\t3\n", "a,\"b,c\",d\n1,\"2,5\",3"] {
            let rows = try read(text, ["d", "b,c"], chunk: chunk)
            #expect(try rows.map { try $0.values.get() } == [["3", "2,5"]], "\(text)")
            #expect(rows.map(\.line) == [2])
        }
        // A comma in the header does not make it a file with commas.
        #expect(try read("a;b, c\n1;2\n", ["b, c"]).map { try $0.values.get() } == [["2"]])
        #expect(throws: CommandError.self) { try read("a;b\n1;2\n", ["c"]) }
    }

    @Test("give a row at fault with its cause, and the next one")
    func faults() throws {
        let rows = try read("a,b\n1\n1,2,3\n\"1\"x,2\n1,2\n\"", ["b"])
        #expect(rows.map(\.line) == [2, 3, 4, 5, 6])
        let words = rows.map { row in
            switch row.values {
            case .success: "fine"
            case .failure(let fault): fault.words
            }
        }
        #expect(
            words == [
                "1 field where the header has 2", "3 fields where the header has 2", "text behind a field's closing quote",
                "fine", "a quoted field that is never closed",
            ])
    }

    @Test("that are missing are named beside those that are there", arguments: [
        ("", "empty", "name the columns"), ("a,b\n", "'c', 'd'", "its columns: a, b"), ("a,\"b\n", "header", "columns"),
        ("c,d,c\n", "twice", "rename"),
    ])
    func missing(text: String, message: String, hint: String) throws {
        let error = #expect(throws: CommandError.self) { try read(text, ["c", "d"]) }
        #expect(error?.message.contains(message) == true && error?.hint?.contains(hint) == true)
        #expect(error?.exitCode == ExitCodes.data)
    }

    @Test("Decimal numbers are read to the nearest double, or not at all")
    func decimals() {
        for text in ["0", "1", "2.5", "0.1", "123456789012345.6", "9007199254740993", "1e3", "-1.5", "+2", ".5", "5.",
            "0.1428571428571428", "3.14159265358979323846", " 7 ", "1E-7", "-0"]
        {
            #expect(DecimalText.number(text) == Double(text.filter { $0 != " " }), "\(text)")
        }
        for text in ["", " ", "nan", "inf", "Infinity", "0x10", "1,5", "1 2", "1e", "e5", "--1", ".", "1e999", "٣", "1\u{0}"] {
            #expect(DecimalText.number(text) == nil, "\(text)")
        }
    }

    @Test("Short decimals are the nearest double", arguments: [UInt64(5), 0xDEC])
    func shortDecimals(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<5_000 {
            let digits = String(Int.random(in: 0...9_999_999_999_999_999, using: &random))
            var text = String(digits.prefix(Int.random(in: 1...digits.count, using: &random)))
            if Bool.random(using: &random) {
                text.insert(".", at: text.index(text.startIndex, offsetBy: Int.random(in: 0...text.count, using: &random)))
            }
            #expect(DecimalText.number(text) == Double(text), "seed \(seed): \(text)")
        }
    }

    @Test("Numbers are shown with the digits that count")
    func shown() {
        let cases: [(Double, String)] = [
            (0, "0"), (7, "7"), (2.5, "2.5"), (5.617284, "5.617"), (0.0501234, "0.05012"), (1_234.5, "1,235"), (999.99, "1,000"),
            (1e-9, "1e-09"), (1e300, "1e+300"), (-3.25, "-3.25"), (.nan, "-"),
        ]
        for (number, text) in cases { #expect(DecimalText.shown(number) == text) }
    }
}
