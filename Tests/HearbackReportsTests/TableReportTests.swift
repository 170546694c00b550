import Foundation
import HearbackCore
import HearbackLatency
@testable import HearbackReports
import HearbackTestSupport
import Testing

extension ReportSuites {
    @Suite("The report as tables")
    struct TableReportTests {
        private func rows(_ audit: LatencyAudit) async throws -> [[String]] {
            let scratch = try Scratch(named: "csv")
            return try await scratch.use {
                let file = try scratch.write(try audit.rendered(as: .csv), to: "report.csv")
                let python = CommandLineTool(program: Project.python, scratch: scratch)
                let script = "import csv, json, sys; print(json.dumps(list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'), strict=True))))"
                let output = try await python.run("-c", script, file).check().output
                return try JSONDecoder().decode([[String]].self, from: Data(output.utf8))
            }
        }

        @Test("CSV is what Python's csv reads: seven columns, one unit each", arguments: Sample.allCases)
        func csv(sample: Sample) async throws {
            let rows = try await rows(try sample.audit())
            #expect(rows.first == ["table", "row", "column", "value", "lower", "upper", "unit"])
            let units: Set = ["count", "share", "seconds", "days", "number", "per_100_days", "date", "instant", "text", ""]
            for row in rows.dropFirst() {
                #expect(row.count == 7 && units.contains(row[6]), "\(row)")
                if ["count", "share", "seconds", "days", "number", "per_100_days"].contains(row[6]) {
                    #expect(row[3].isEmpty || Double(row[3]) != nil, "\(row)")
                }
            }
            let keys = rows.map { $0.prefix(3).joined(separator: "\u{0}") }
            #expect(Set(keys).count == keys.count, "a figure is told twice")
        }

        @Test("CSV has the headline's figures to the last digit")
        func exact() async throws {
            let audit = try Sample.usual.audit()
            let rows = try await rows(audit)
            let value = { (row: String, column: String) in
                rows.first { $0[0] == "T1" && $0[1] == row && $0[2] == column }?[3]
            }
            let headline = audit.headline
            #expect(value("received", "value") == String(headline.received))
            #expect(value("decided_share", "value").flatMap { Double($0) } == headline.decidedShare?.share)
            #expect(value("heard_nothing", "value_count") == (headline.heardNothing?.count).map { String($0) })
            #expect(value("median_decision", "value") == headline.medianDecision.seconds.map { String($0) })
            #expect(value("naive_mean", "value").flatMap { Double($0) } == headline.naive?.meanSeconds)
            #expect(value("naive_left_out", "value") == (headline.naive?.leftOut).map { String($0) })
            #expect(rows.filter { $0[0] == "P1" && $0[2] == "share" }.count == audit.plots.waiting.count)
        }

        @Test("Every whole figure of the headline is in every format", arguments: languages)
        func everywhere(language: Language) throws {
            let audit = try Sample.usual.audit()
            let headline = audit.headline
            let shares = [headline.answered, headline.heardNothing, headline.silentOverThirtyDays, headline.inTimeToMatter]
            let counts = [
                headline.received, headline.decided, headline.published, headline.rejected, headline.withdrawn,
                headline.lapsed, headline.undecided, headline.stillPossible,
            ] + shares.compactMap { $0?.count }
            for format in [ReportFormat.text, .html, .md] {
                let found = Self.digits(try audit.rendered(as: format, options: ReportOptions(language: language)))
                for count in counts {
                    #expect(found.contains(String(count)), "\(format): \(count)")
                }
            }
            let json = try audit.rendered(as: .json)
            for count in counts { #expect(json.contains(":\(count)"), "\(count)") }
        }

        @Test("list corrections in every form, and say where there are none", arguments: languages)
        func corrections(language: Language) throws {
            var audit = try Sample.usual.audit()
            let rows: [AuditRestatements.Row] = [
                .init(figure: .decided, before: 98_001, now: 98_002),
                .init(figure: .medianDecision, before: nil, now: 864_000),
            ]
            audit.restatements = AuditRestatements(
                asOf: Population.asOf, lateComments: 98_003, lateEvents: 98_004, rows: rows)
            let options = ReportOptions(language: language)
            for format in [ReportFormat.text, .html, .md] {
                let found = Self.digits(try audit.rendered(as: format, options: options))
                for number in 98_001...98_004 { #expect(found.contains(String(number)), "\(format): \(number)") }
            }
            let csv = try audit.rendered(as: .csv, options: options)
            #expect(csv.contains("T10,restated_decided,before,98001,,,count\r\nT10,restated_decided,now,98002,,,count"))
            #expect(csv.contains("T10,restated_median_decision,before,,,,seconds"))
            let changed = try audit.rendered(as: .md, options: options)
            audit.restatements?.rows = []
            let unchanged = try audit.rendered(as: .md, options: options)
            let voice = Voice(language)
            let word = { (sentence: Sentence) in
                let parts = voice.catalogue[sentence].forms[.other]?.components(separatedBy: "{date}") ?? []
                return parts.max { $0.count < $1.count } ?? "?"
            }
            #expect(changed.contains(word(.restated)) && !changed.contains(word(.nothingRestated)))
            #expect(unchanged.contains(word(.nothingRestated)) && !unchanged.contains(word(.restated)))
        }

        /// The text's numbers without their grouping.
        private static func digits(_ text: String) -> Set<String> {
            let plain = text.unicodeScalars.filter { $0 != "," && $0 != "\u{202F}" }
            return Set(plain.split { !("0"..."9").contains($0) }.map { String($0) })
        }

        @Test("Markdown's tables have as many cells in every row", arguments: Sample.allCases)
        func markdown(sample: Sample) throws {
            let audit = try sample.audit()
            for language in languages {
                let text = try audit.rendered(as: .md, options: ReportOptions(language: language))
                var width: Int?
                for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                    guard line.hasPrefix("|") else {
                        width = nil
                        continue
                    }
                    let bars = line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
                    #expect(width ?? bars == bars, "\(line)")
                    width = bars
                }
            }
        }
    }
}
