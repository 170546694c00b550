import Foundation
import HearbackTestSupport
import Testing

@Suite("The audit of somebody else's records")
struct OutsideAuditTests {
    private typealias Object = [String: Any]

    private func object(_ text: String) throws -> Object {
        guard let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object else {
            throw FixtureError("no object")
        }
        return object
    }

    private func with(_ body: (CommandLineTool, Scratch) async throws -> Void) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            try await body(CommandLineTool(program: try Project.program("hearback"), scratch: scratch), scratch)
        }
    }

    /// What had been decided by then, by pandas and lifelines.
    private static let oracle = """
        import json, sys
        import pandas as pd
        from lifelines import KaplanMeierFitter
        frame = pd.read_csv(sys.argv[1])
        seconds = lambda column: pd.to_datetime(frame[column], utc=True, format="ISO8601").astype("int64") // 10**9
        end = int(pd.Timestamp(sys.argv[2]).timestamp())
        frame["r"], frame["d"] = seconds("queued_at"), seconds("decided_at")
        frame = frame[frame.r < end]
        event = frame.d <= end
        wait = frame.d.where(event, end) - frame.r
        fitter = KaplanMeierFitter().fit(wait, event)
        # At S = 0 lifelines makes the band (0, 0); R and ours leave it out.
        curve = fitter.survival_function_.iloc[:, 0]
        band = fitter.confidence_interval_[(curve > 0) & (curve < 1)]
        first = lambda column: next((float(t) for t, v in band.iloc[:, column].items() if v <= 0.5), None)
        print(json.dumps({
            "received": len(frame), "decided": int(event.sum()), "median": fitter.median_survival_time_,
            "lower": first(0), "upper": first(1),
            "by": [1 - float(fitter.survival_function_at_times(t * 86400).iloc[0]) for t in (7, 15, 30)],
            "naive": float(wait[event].mean()), "oldest": int(wait[~event].max()),
            "rejected": int((event & (frame.decision == "rejected")).sum())}).replace("Infinity", "null"))
        """

    @Test("of UK petitions has lifelines' figures, whenever it is looked at", arguments: [
        "2020-04-15T00:00:00Z", "2021-06-01T00:00:00Z", "2022-03-01T12:00:00Z",
    ])
    func petitions(asOf: String) async throws {
        try await with { tool, scratch in
            let file = Project.file("Tests/Fixtures/latency/uk_petitions.csv")
            let run = try await tool.run(
                "latency", "--csv", file, "--received", "queued_at", "--decided", "decided_at", "--outcome", "decision",
                "--reference", "id", "--as-of", asOf, "--json"
            ).check()
            let python = CommandLineTool(program: Project.python, scratch: scratch)
            let want = try object(
                try await python.run(["-c", Self.oracle, file, asOf], timeout: .seconds(120)).check().output)
            let found = try object(run.output)
            let headline = try #require(found["headline"] as? Object)
            for key in ["received", "decided", "rejected"] {
                #expect(headline[key] as? Int == want[key] as? Int, "\(key)")
            }
            let median = try #require(headline["median_decision"] as? Object)
            #expect(median["seconds"] as? Double == want["median"] as? Double)
            #expect(median["lower"] as? Double == want["lower"] as? Double)
            #expect(median["upper"] as? Double == want["upper"] as? Double)
            let shares = try #require(headline["decided_by"] as? [Object]).compactMap { $0["share"] as? Double }
            for (ours, theirs) in zip(shares, try #require(want["by"] as? [Double])) { #expect(abs(ours - theirs) < 1e-9) }
            let naive = try #require(headline["naive"] as? Object)
            #expect(abs((naive["mean_seconds"] as? Double ?? 0) - (want["naive"] as? Double ?? 1)) < 1e-6)
            #expect(headline["oldest_undecided"] as? Int == want["oldest"] as? Int)
            // What the records do not tell is missing, not nought.
            #expect(headline["heard_nothing"] == nil && headline["answered"] == nil)
            #expect((headline["decided"] as? Int).map { $0 > 0 } == true)
        }
    }

    @Test("names each row that can't be used, with its line and cause, and counts it in the header")
    func badRows() async throws {
        try await with { tool, scratch in
            let file = try scratch.write(
                """
                \u{FEFF}تاريخ الورود,decided
                2026-01-05,2026-01-09
                2026-02-30,2026-03-01
                2026-01-09,2026-01-05
                ,2026-01-05
                soon,
                2026-01-06T10:00:00Z,
                2026-01-06T10:00:00,
                2026-01-07,2026-01-08,extra
                2026-01-07,
                """, to: "in.csv")
            let run = try await tool.run(
                "latency", "--csv", file, "--received", "تاريخ الورود", "--decided", "decided", "--json")
            #expect(run.exit == .code(1))
            let causes = [
                (3, "'2026-02-30': there is no such date or time"), (4, "it was decided before it was received"),
                (5, "it has no day of receipt"), (6, "'soon' is not a date"), (8, "mixed zones"),
                (9, "3 fields where the header has 2"),
            ]
            for (line, cause) in causes { #expect(run.errors.contains(":\(line): refused: \(cause)"), "line \(line)") }
            let found = try object(run.output)
            let rows = try #require((found["header"] as? Object)?["rows"] as? Object)
            #expect(rows["read"] as? Int == 9 && rows["refused"] as? Int == 6 && rows["used"] as? Int == 3)
            let told = try #require(rows["problems"] as? [Object]).compactMap { $0["line"] as? Int }
            #expect(told == causes.map(\.0))
        }
    }

    @Test("refuses what can't be read as a whole, and says what to do", arguments: [
        (["--received", "asked", "--decided", "none"], "no column 'none'", "its columns: asked, done", 65),
        (["--received", "done", "--decided", "done"], "none of the 2 rows", "--dates", 65),
        (["--received", "asked"], "--csv needs --received and --decided", "the columns of the two dates", 64),
        (["--received", "asked", "--decided", "done", "--zone", "../etc"], "zone", "zone's name", 64),
        (["--received", "asked", "--decided", "done", "--means", "x=later"], "--means x=later", "write word=end", 64),
    ] as [([String], String, String, Int)])
    func refusals(arguments: [String], error: String, hint: String, code: Int) async throws {
        try await with { tool, scratch in
            let file = try scratch.write("asked,done\n2026-01-05,\n2026-01-06,\n", to: "in.csv")
            let run = try await tool.run(["latency", "--csv", file] + arguments)
            #expect(run.exit == .code(Int32(code)))
            #expect(run.errors.contains(error) && run.errors.contains(hint), "\(run.errors)")
            #expect(run.output.isEmpty)
        }
    }

    @Test("reads local times in the zone that is named, American dates, and words of its own for the end")
    func dialects() async throws {
        try await with { tool, scratch in
            let local = try scratch.write("a,b\n2026-09-19 23:30,2026-09-20 23:30\n", to: "local.csv")
            let unnamed = try await tool.run("latency", "--csv", local, "--received", "a", "--decided", "b")
            #expect(unnamed.exit == .code(64) && unnamed.errors.contains("times have no zone"))
            // The clocks went back in between.
            let newYork = try scratch.write("a,b\n2026-10-31 12:00,2026-11-01 12:00\n", to: "york.csv")
            let named = try await tool.run(
                "latency", "--csv", newYork, "--received", "a", "--decided", "b", "--zone", "America/New_York", "--json"
            ).check()
            #expect(try median(named.output) == 25 * 3_600)
            let days = try await tool.run(
                "latency", "--csv", newYork, "--received", "a", "--decided", "b", "--zone", "America/New_York",
                "--whole-days", "--json"
            ).check()
            #expect(try median(days.output) == 24 * 3_600)
            let american = try scratch.write(
                "a,b,how,who\n6/5/2018,6/7/2018,Granted,x\n6/6/2018,6/7/2018,Refused in full,y\n6/6/2018,6/9/2018,Taken back,x\n",
                to: "american.csv")
            let run = try await tool.run(
                "latency", "--csv", american, "--received", "a", "--decided", "b", "--outcome", "how", "--dates", "mdy", "--submitter", "who",
                "--means", "refused in full=rejected", "--means", "taken back=withdrawn", "--json"
            ).check()
            #expect((try object(run.output)["header"] as? Object)?["submitters"] as? Int == 2)
            let headline = try #require(try object(run.output)["headline"] as? Object)
            #expect(headline["published"] as? Int == 1 && headline["rejected"] as? Int == 1)
            #expect(headline["withdrawn"] as? Int == 1 && headline["received"] as? Int == 3)
        }
    }

    private func median(_ output: String) throws -> Int? {
        ((try object(output)["headline"] as? Object)?["median_decision"] as? Object)?["seconds"] as? Int
    }
}
