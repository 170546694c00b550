import Foundation
import HearbackTestSupport
import Testing

@Suite("Due dates by the program")
struct DueProgramTests {
    private struct Answer: Decodable { let due: String, provisional: Bool, received: String }

    private struct Vectors: Decodable {
        struct Calendar: Decodable {
            struct Working: Decodable { let arrival: String, n: Int, due: String }
            struct Rolled: Decodable { let arrival: String, n: Int, due_rolled: String }
            struct Trap: Decodable { let arrival: String, n: Int, due: String }
            let due_working: [Working], due_calendar: [Rolled], trap: Trap
        }
        struct Zone: Decodable {
            struct Row: Decodable { let utc: String, local_2026f: String, local_2025b: String }
            let vectors: [Row]
        }
        let calendar_MA: Calendar
        let timezone_Africa_Casablanca: Zone
    }

    private static func vectors() throws -> Vectors {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        return try decoder.decode(Vectors.self, from: Project.contents("Tests/Fixtures/latency/survival_vectors.json"))
    }

    private func due(
        _ tool: CommandLineTool, _ received: String, _ days: Int, _ unit: String = "working", data: String = "2026f"
    ) async throws -> Answer {
        let run = try await tool.run(
            "due", "--received", received, "--days", "\(days)", "--unit", unit, "--zoneinfo",
            Project.file("Tests/Fixtures/time/zoneinfo-\(data)"), "--json"
        ).check()
        return try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
    }

    @Test("are those of the vectors, the Saturday's trap and the rolled ones too")
    func calendar() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let tool = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)
            let vectors = try Self.vectors().calendar_MA
            #expect(vectors.due_working.count == 6 && vectors.due_calendar.count == 3)
            for row in vectors.due_working { #expect(try await due(tool, row.arrival, row.n).due == row.due) }
            for row in vectors.due_calendar {
                #expect(try await due(tool, row.arrival, row.n, "calendar").due == row.due_rolled)
            }
            #expect(try await due(tool, vectors.trap.arrival, vectors.trap.n).due == vectors.trap.due)
        }
    }

    @Test("begin on the local day of the vectors, under new and old zone data")
    func zone() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let tool = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)
            let rows = try Self.vectors().timezone_Africa_Casablanca.vectors
            #expect(rows.count > 10)
            for row in rows {
                #expect(try await due(tool, row.utc, 1).received == row.local_2026f.prefix(10))
                #expect(try await due(tool, row.utc, 1, data: "2025b").received == row.local_2025b.prefix(10))
            }
        }
    }

    private static let oracle = """
        import json, sys, numpy
        calendar = json.load(open(sys.argv[1]))
        off = numpy.array([entry["date"] for entry in calendar["entries"]], dtype="datetime64[D]")
        for line in sys.stdin:
            start, days, unit = line.split()
            if unit == "working":
                print(numpy.busday_offset(start, int(days), roll="backward", holidays=off))
            else:
                raw = numpy.datetime64(start) + int(days)
                print(numpy.busday_offset(raw, 0, roll="forward", holidays=off))
        """

    @Test("are numpy's for any day and term", arguments: [UInt64(2_026), 0xDE5C])
    func numpy(seed: UInt64) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let tool = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)
            let python = CommandLineTool(program: Project.python, scratch: scratch)
            var random = SplitMix64(seed: seed)
            let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
            let cases = (0..<40).map { index in
                let day = "\(Int.random(in: 2022...2027, using: &random))-\(two(.random(in: 1...12, using: &random)))-"
                    + two(.random(in: 1...28, using: &random))
                return (day, Int.random(in: 1...(index == 0 ? 1_000 : 90), using: &random), Bool.random(using: &random) ? "working" : "calendar")
            }
            let input = cases.map { "\($0) \($1) \($2)\n" }.joined()
            let expected = try await python.run(
                ["-c", Self.oracle, Project.file("config/calendars/MA.json")], input: input
            ).check().lines
            for (index, (day, days, unit)) in cases.enumerated() {
                #expect(try await due(tool, day, days, unit).due == expected[index], "seed \(seed): \(day) \(days) \(unit)")
            }
        }
    }
}
