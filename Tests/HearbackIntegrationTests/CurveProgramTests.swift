import Foundation
import HearbackTestSupport
import Testing

@Suite("Curves by the program")
struct CurveProgramTests {
    /// What the program says and what survival_vectors.json expects, in one loose shape.
    private typealias Object = [String: Any]

    private func object(_ data: Data) throws -> Object {
        guard let object = try JSONSerialization.jsonObject(with: data) as? Object else { throw FixtureError("no object") }
        return object
    }

    private func near(_ one: Any?, _ other: Any?, _ tolerance: Double = 1e-9) -> Bool {
        switch (one as? Double, other as? Double) {
        case (nil, nil): true
        case (let one?, let other?): abs(one - other) <= tolerance
        default: false
        }
    }

    private func vectors() throws -> Object {
        let decoder = String(decoding: try Project.contents("Tests/Fixtures/latency/survival_vectors.json"), as: UTF8.self)
        // lifelines' medians are written as `Infinity`, which is no JSON.
        return try object(Data(decoder.replacing("Infinity", with: "null").utf8))
    }

    private func csv(_ input: Object) throws -> String {
        let names = input.keys.sorted()
        let columns = try names.map { name in
            guard let numbers = input[name] as? [NSNumber] else { throw FixtureError("no numbers in \(name)") }
            return numbers.map(\.stringValue)
        }
        let rows = (columns.first ?? []).indices.map { row in columns.map { $0[row] }.joined(separator: ",") }
        return ([names.joined(separator: ",")] + rows).joined(separator: "\r\n") + "\r\n"
    }

    @Test("are those of every vector, to 1e-9", arguments: [
        "km_freireich_6mp", "km_all_events_even", "km_all_censored", "km_median_not_reached", "km_single",
        "km_feedback_loop", "km_censored_before_first_event", "km_left_truncated",
    ])
    func kaplanMeier(name: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let tool = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)
            let vector = try #require(try vectors()[name] as? Object)
            let input = try #require(vector["input"] as? Object)
            let mean = vector["rmst"] as? Object
            var arguments = ["latency", "curve", "--csv", try scratch.write(csv(input), to: "in.csv"), "--duration", "duration",
                "--event", "event", "--json"]
            if input["entry"] != nil { arguments += ["--entry", "entry"] }
            if let mean { arguments += ["--tau", "\(try #require(mean["tau"] as? NSNumber))"] }
            let found = try object(Data(try await tool.run(arguments).check().output.utf8))
            let (rows, expected) = (try #require(found["curve"] as? [Object]), try #require(vector["curve"] as? [Object]))
            #expect(rows.count == expected.count)
            let pairs = [("t", "t"), ("at_risk", "n"), ("events", "d"), ("censored", "c"), ("survival", "S"), ("se", "se"),
                ("lower", "lo"), ("upper", "hi")]
            for (row, want) in zip(rows, expected) {
                for (ours, theirs) in pairs { #expect(near(row[ours], want[theirs]), "\(ours) at \(want["t"] ?? "")") }
            }
            let quantiles = try #require(found["quantiles"] as? [String: Object])
            for (share, want) in try #require(vector["quantiles"] as? [String: Object]) {
                for (ours, theirs) in [("t", "t"), ("lower", "lo"), ("upper", "hi")] {
                    #expect(near(quantiles[share]?[ours], want[theirs]), "\(share) \(ours)")
                }
            }
            let ours = try #require(found["rmst"] as? Object)
            #expect(near(ours["value"], mean?["value"]) && near(ours["se"], mean?["se"]))
        }
    }

    @Test("of competing causes are those of the vectors, to 1e-9")
    func aalenJohansen() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let tool = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)
            let vector = try #require(try vectors()["aj_ties"] as? Object)
            let file = try scratch.write(csv(try #require(vector["input"] as? Object)), to: "in.csv")
            let run = try await tool.run(
                "latency", "curve", "--csv", file, "--duration", "duration", "--cause", "cause", "--json"
            ).check()
            let causes = try #require(try object(Data(run.output.utf8))["causes"] as? [String: [Object]])
            let expected = try #require(vector["curve"] as? [Object])
            #expect(causes.keys.sorted() == ["1", "2", "3", "4"])
            for (index, want) in expected.enumerated() {
                for (cause, numbers) in try #require(want["causes"] as? [String: Object]) {
                    let row = try #require(causes[cause]?[index])
                    #expect(near(row["t"], want["t"]) && near(row["incidence"], numbers["F"]) && near(row["var"], numbers["var"]))
                    #expect(near(row["lower"], numbers["lo"]) && near(row["upper"], numbers["hi"]))
                }
            }
        }
    }

    // MARK: - Random tables

    /// lifelines for Kaplan-Meier, its intervals, median, restricted mean and the log-rank test; Aalen-Johansen and its
    /// variance by the sums of the textbook, since lifelines breaks ties at random.
    private static let oracle = """
        import json, sys, warnings
        import numpy as np, pandas as pd
        from lifelines import KaplanMeierFitter
        from lifelines.statistics import multivariate_logrank_test
        from lifelines.utils import restricted_mean_survival_time
        warnings.simplefilter("ignore")

        def incidence(frame):
            times = np.unique(frame.d)
            at_risk = np.array([((frame.a < t) | (frame.a == 0) & (t == 0)) [frame.d >= t].sum() for t in times], float)
            by_cause = {c: np.array([((frame.d == t) & (frame.c == c)).sum() for t in times], float) for c in (1, 2, 3)}
            d = sum(by_cause.values())
            s = np.cumprod(1 - d / at_risk)
            before = np.concatenate([[1], s[:-1]])
            safe = np.where(at_risk > d, at_risk * (at_risk - d), 1)
            g = np.where(at_risk > d, d / safe, 0)
            out = {}
            for c, e in by_cause.items():
                F = np.cumsum(before * e / at_risk)
                var = []
                for k in range(len(times)):
                    rise = F[k] - F[:k + 1]
                    n, e1, b = at_risk[:k + 1], e[:k + 1], before[:k + 1]
                    var.append(np.sum(rise**2 * g[:k + 1]) + np.sum(b**2 * e1 * (n - e1) / n**3)
                               - 2 * np.sum(rise * b * e1 / n**2))
                out[str(c)] = {"incidence": F.tolist(), "var": var}
            return out

        for path in sys.argv[1:]:
            frame = pd.read_csv(path, keep_default_na=False, dtype={"d": float, "a": float})
            event = frame.c > 0
            fitter = KaplanMeierFitter().fit(frame.d, event, entry=frame.a if frame.a.any() else None)
            times = np.unique(frame.d)
            band = fitter.confidence_interval_.reindex(times)
            answer = {"survival": fitter.survival_function_at_times(times).tolist(),
                      "lower": band.iloc[:, 0].tolist(), "upper": band.iloc[:, 1].tolist(),
                      "median": fitter.median_survival_time_, "causes": incidence(frame)}
            if not frame.a.any():
                answer["rmst"] = restricted_mean_survival_time(fitter, t=5)
                test = multivariate_logrank_test(frame.d, frame.g, event)
                answer["chisq"], answer["p"] = test.test_statistic, test.p_value
                answer["at_risk"] = fitter.event_table.at_risk.reindex(times).tolist()
            print(json.dumps(answer).replace("Infinity", "null").replace("NaN", "null"))
        """

    /// A table with ties; with delayed entry the first comments are seen from their beginning, so that nobody is alone.
    private func table(_ random: inout SplitMix64, entry: Bool) -> String {
        let count = Int.random(in: 20...120, using: &random)
        let grain = [10.0, 4, 1_000][Int.random(in: 0...2, using: &random)]
        let rows = (0..<count).map { index in
            let late = entry && index > count / 2
            let start = late ? (Double.random(in: 0...4, using: &random) * grain).rounded() : 0
            let wait = (Double.random(in: 0...12, using: &random) * grain).rounded() + 1
            let cause = Int.random(in: 0...3, using: &random)
            return "\((start + wait) / grain),\(cause),\(start / grain),\(["ar", "fr", "zgh"][index % 3])"
        }
        // Somebody stays beyond the horizon of the mean.
        return (["d,c,a,g"] + rows + ["20,0,0,ar"]).joined(separator: "\n")
    }

    @Test("are lifelines' and the textbook's on random tables with ties and delayed entries", arguments: [
        UInt64(20_230_106), 0x11FE,
    ])
    func random(seed: UInt64) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let tool = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)
            var random = SplitMix64(seed: seed)
            let files = try (0..<16).map { try scratch.write(table(&random, entry: $0 % 2 == 1), to: "\($0).csv") }
            let python = CommandLineTool(program: Project.python, scratch: scratch)
            let answers = try await python.run(["-c", Self.oracle] + files, timeout: .seconds(120)).check().lines
            #expect(answers.count == files.count)
            for (file, answer) in zip(files, answers) {
                let run = try await tool.run(
                    "latency", "curve", "--csv", file, "--duration", "d", "--cause", "c", "--entry", "a", "--group", "g",
                    "--tau", "5", "--json"
                ).check()
                try compare(try object(Data(run.output.utf8)), try object(Data(answer.utf8)), "seed \(seed), \(file)")
            }
        }
    }

    private func compare(_ found: Object, _ want: Object, _ name: String) throws {
        let rows = try #require(found["curve"] as? [Object])
        for key in ["survival", "lower", "upper", "at_risk"] {
            guard let column = want[key] as? [Any] else { continue }
            #expect(column.count == rows.count)
            for (row, value) in zip(rows, column) {
                // lifelines gives an interval where S is 0 or 1; there ours has none.
                if row[key] is NSNull, key != "survival" { continue }
                #expect(near(row[key], value), "\(name): \(key) at \(row["t"] ?? "")")
            }
        }
        let half = (found["quantiles"] as? [String: Object])?["0.5"]
        #expect(near(half?["t"], want["median"]), "\(name): median")
        let causes = try #require(found["causes"] as? [String: [Object]])
        for (cause, columns) in try #require(want["causes"] as? [String: [String: [Double]]]) {
            guard let column = causes[cause] else { continue }
            #expect(column.count == columns["incidence"]?.count)
            for (index, row) in column.enumerated() {
                #expect(near(row["incidence"], columns["incidence"]?[index]), "\(name): F\(cause)")
                #expect(near(row["var"], columns["var"]?[index]), "\(name): Var F\(cause)")
            }
        }
        guard want["chisq"] != nil else { return }
        #expect(near((found["rmst"] as? Object)?["value"], want["rmst"]), "\(name): restricted mean")
        let test = found["logrank"] as? Object
        #expect(near(test?["chisq"], want["chisq"]) && near(test?["p"], want["p"]), "\(name): log-rank")
    }

    @Test("come from standard input too, and bad rows leave exit code 1 with a curve")
    func standardInput() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let tool = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)
            let run = try await tool.run(
                "latency", "curve", "--csv", "-", "--duration", "d", "--event", "e", "--json",
                input: "\u{FEFF}d,e\r\n1.5,TRUE\r\nx,1\r\n2,false\r\n")
            #expect(run.exit == .code(1))
            #expect(run.errors.contains("-:3: refused: d: 'x' is not a number"))
            let rows = try #require(try object(Data(run.output.utf8))["curve"] as? [Object])
            #expect(rows.count == 2 && near(rows[0]["t"], 1.5) && near(rows[0]["survival"], 0.5))
        }
    }
}
