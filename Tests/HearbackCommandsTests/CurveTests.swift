import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackCommands

/// What `hearback latency curve --json` says, as far as the tests look at it.
struct CurveAnswer: Decodable {
    struct Row: Decodable {
        let t: Double, at_risk: Int, events: Int, censored: Int
        let survival: Double, se: Double?, lower: Double?, upper: Double?
    }
    struct Quantile: Decodable, Equatable { let t: Double?, lower: Double?, upper: Double? }
    struct Mean: Decodable { let tau: Double?, value: Double?, se: Double? }
    struct CauseRow: Decodable { let t: Double, incidence: Double, `var`: Double, lower: Double?, upper: Double? }
    struct LogRank: Decodable { let chisq: Double?, p: Double?, df: Int? }
    struct Part: Decodable { let curve: [Row], quantiles: [String: Quantile], rmst: Mean, causes: [String: [CauseRow]]? }
    let curve: [Row], quantiles: [String: Quantile], rmst: Mean, causes: [String: [CauseRow]]?
    let rows: Int, refused: Int, logrank: LogRank?, groups: [String: Part]?

    init(_ output: String) throws {
        self = try JSONDecoder().decode(CurveAnswer.self, from: Data(output.utf8))
    }
}

@Suite("Curves of a table")
struct CurveTests {
    private func curve(_ csv: String, _ arguments: [String], width: Int? = nil) async throws -> Run {
        let scratch = try Scratch(named: #function)
        return try await scratch.use {
            let file = try scratch.write(csv, to: "waits.csv")
            return await Run.hearback(["latency", "curve", "--csv", file] + arguments, width: width)
        }
    }

    private static let event = ["--duration", "d", "--event", "e"]

    @Test("Every row that can't be used is told with line and cause, and counted; the others make the curve")
    func badRows() async throws {
        let csv = "d,e,a\n5,1,0\nx,1,0\n-1,1,0\n,1,0\n5,2,0\n5,,0\n5,1,5\n5,1,-1\n5,1,y\n5,1,\n5\n\"5\"x,1,0\nnan,1,0\n8.5,False,2\n"
        let run = try await curve(csv, Self.event + ["--entry", "a", "--json"])
        #expect(run.exit == 1)
        let answer = try CurveAnswer(run.output)
        #expect(answer.rows == 2 && answer.refused == 12)
        #expect(answer.curve.map(\.t) == [5, 8.5] && answer.curve.map(\.at_risk) == [2, 1])
        let told = run.errors.split(separator: "\n").compactMap { $0.components(separatedBy: "waits.csv:").dropFirst().first }
        let causes = [
            "3: refused: d: 'x' is not a number", "4: refused: d: -1 is negative", "5: refused: d: empty",
            "6: refused: e: '2' is not 0, 1, true or false", "7: refused: e: empty",
            "8: refused: a: entry 5 is not below the duration 5", "9: refused: a: -1 is negative",
            "10: refused: a: 'y' is not a number", "11: refused: a: empty", "12: refused: 1 field where the header has 3",
            "13: refused: text behind a field's closing quote", "14: refused: d: 'nan' is not a number",
        ]
        #expect(told == causes)
        #expect(run.errors.contains("12 rows could not be used, 2 were"))
    }

    @Test("A spreadsheet's semicolons and decimal commas are read; in a file with commas 1,5 is none")
    func decimalCommas() async throws {
        let run = try await curve("\u{FEFF}d;e\r\n2,5;1\r\n1.5;0\r\n1,2,3;1\r\n", Self.event + ["--json"])
        let answer = try CurveAnswer(run.output)
        #expect(answer.curve.map(\.t) == [1.5, 2.5] && answer.refused == 1)
        let plain = try await curve("d,e\n\"2,5\",1\n3,1\n", Self.event + ["--json"])
        #expect(try CurveAnswer(plain.output).refused == 1)
    }

    @Test("What a cell holds never reaches the terminal as a command")
    func escapes() async throws {
        let csv = "d,e,\"g\u{1B}[31m\"\n1\u{1B}]0;owned\u{7},1,a\n2,1,\"\u{1B}[2Jb\"\n3,0,\u{202E}c\n"
        let run = try await curve(csv, Self.event + ["--group", "g\u{1B}[31m"])
        let missing = try await curve(csv, ["--duration", "nix", "--event", "e"])
        for text in [run.output, run.errors, missing.errors] {
            #expect(!text.unicodeScalars.contains { VisibleText.acts($0) && $0 != "\n" }, "\(text)")
        }
        #expect(run.output.contains("<U+001B>[2Jb"))
        #expect(missing.exit == 65 && missing.errors.contains("hint: its columns: d, e, g<U+001B>[31m"))
    }

    @Test("Nothing to draw is an error", arguments: ["d,e\n", "d,e\nx,1\n", ""])
    func nothing(csv: String) async throws {
        let run = try await curve(csv, Self.event)
        #expect(run.exit == 65 && run.output.isEmpty && run.errors.contains("error: ") && run.errors.contains("hint: "))
    }

    @Test("Too many causes or groups mean that the wrong column was named")
    func wrongColumn() async throws {
        let csv = "d,e\n" + (1...60).map { "\($0),\($0)" }.joined(separator: "\n")
        let causes = try await curve(csv, ["--duration", "d", "--cause", "e"])
        #expect(causes.exit == 65 && causes.errors.contains("'e' has more than 32 causes"))
        let groups = try await curve(csv, ["--duration", "d", "--cause", "d", "--group", "e"])
        #expect(groups.exit == 65)
    }

    @Test("Causes may be words; 0 and nothing mean that the wait lasts, NA is refused, 1.0 is 1")
    func causes() async throws {
        let csv = "d,c\n1,published\n2,\n3,0\n4,rejected\n5,NA\n6,1.0\n7,1\n8,0.0\n9,-2\n10,10\n11,2\n"
        let run = try await curve(csv, ["--duration", "d", "--cause", "c", "--json"])
        let answer = try CurveAnswer(run.output)
        #expect(run.exit == 1 && answer.refused == 2 && answer.rows == 9)
        #expect(answer.causes.map { $0.keys.sorted() } == ["1", "10", "2", "published", "rejected"])
        #expect(answer.curve.reduce(0) { $0 + $1.events } == 6)
        for (index, row) in answer.curve.enumerated() {
            let sum = answer.causes?.values.reduce(0) { $0 + $1[index].incidence } ?? 0
            #expect(abs(sum + row.survival - 1) < 1e-12)
        }
        let text = try await curve(csv, ["--duration", "d", "--cause", "c"])
        let places = ["\n1  ", "\n2  ", "\n10 ", "\npublished", "\nrejected"].map { text.output.range(of: $0)?.lowerBound }
        #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    }

    @Test("The drawing fits the terminal, with who is at risk below the time", arguments: [20, 40, 80, 200])
    func width(columns: Int) async throws {
        let csv = "d,e,g,c\n" + (1...200).map { "\($0 * 7),\($0 % 2),g\($0 % 3),\($0 % 4)" }.joined(separator: "\n")
        for arguments in [Self.event + ["--tau", "90", "--group", "g"], ["--duration", "d", "--cause", "c"]] {
            let run = try await curve(csv, arguments, width: columns)
            #expect(run.exit == 0)
            let plain = run.output.replacing(/\u{1B}\[[0-9]*m/, with: "")
            let lines = plain.split(separator: "\n").map(String.init)
            #expect(lines.allSatisfy { DisplayWidth.of($0) <= columns }, "\(plain)")
            #expect(lines.contains { $0.hasPrefix("at risk 200") && lines.contains { $0.hasPrefix("time    0") } })
        }
    }

    @Test("Times at the ends of a double's range are drawn, not trapped on", arguments: [
        "0", "5e-324", "1e-310", "1e-5", "1e15", "1e300", "1.7e308",
    ])
    func extremes(time: String) async throws {
        let run = try await curve("d,e\n\(time),1\n0,0\n", Self.event + ["--tau", "1"])
        #expect(run.exit == 0 && run.output.contains("at risk"))
        let json = try await curve("d,e\n\(time),1\n0,0\n", Self.event + ["--tau", "1.5e308", "--json"])
        #expect(try CurveAnswer(json.output).curve.last?.t == Double(time))
    }

    @Test("Without --tau, and beyond the longest wait, there is no mean")
    func mean() async throws {
        let none = try CurveAnswer(try await curve("d,e\n1,1\n5,0\n", Self.event + ["--json"]).output)
        #expect(none.rmst.tau == nil && none.rmst.value == nil)
        let beyond = try CurveAnswer(try await curve("d,e\n1,1\n5,0\n", Self.event + ["--tau", "6", "--json"]).output)
        #expect(beyond.rmst.tau == 6 && beyond.rmst.value == nil && beyond.rmst.se == nil)
        let within = try CurveAnswer(try await curve("d,e\n1,1\n5,0\n", Self.event + ["--tau", "4.5", "--json"]).output)
        #expect(within.rmst.value == 1 + 0.5 * 3.5)
    }
}
