import Foundation
import HearbackCore
import HearbackLatency
import HearbackReports
import HearbackTestSupport
import HearbackTime
import Testing

extension ReportSuites {
    @Suite("The report in a terminal")
    struct TextReportTests {
        @Test("fits every width in every language", arguments: Sample.allCases)
        func widths(sample: Sample) throws {
            let audit = try sample.audit()
            // Tamazight reads in French.
            for language in languages where language != .tamazight {
                for width in sample == .usual || sample == .hostile ? [40, 60, 80, 120] : [40, 80] {
                    let options = ReportOptions(language: language, width: width)
                    let text = try audit.rendered(as: .text, options: options)
                    for line in text.split(separator: "\n") where DisplayWidth.of(line) > width {
                        Issue.record("\(language) \(width): \(DisplayWidth.of(line)) columns: \(line)")
                    }
                }
            }
        }

        @Test("A width beyond the limits is brought within them")
        func limits() {
            #expect(ReportOptions(width: 1).width == 40 && ReportOptions(width: 9_999).width == 200)
        }

        @Test("has escape sequences only when asked, and closes each")
        func colours() throws {
            let audit = try Sample.usual.audit()
            #expect(!(try audit.rendered(as: .text)).contains("\u{1B}"))
            let text = try audit.rendered(as: .text, options: ReportOptions(isColored: true))
            for line in text.split(separator: "\n") {
                let starts = line.ranges(of: "\u{1B}[").count
                #expect(starts == 2 * line.ranges(of: "\u{1B}[0m").count)
            }
            #expect(text.contains("\u{1B}[1m"))
            let plain = text.replacing(/\u{1B}\[\d+m/, with: "")
            #expect(plain == (try audit.rendered(as: .text)))
        }

        @Test("draws the curve from 100 % down, with those still observed below it")
        func curve() throws {
            let audit = try Sample.usual.audit()
            let lines = try audit.rendered(as: .text).split(separator: "\n").map(String.init)
            let top = try #require(lines.firstIndex { $0.hasPrefix("100 % ┤") })
            let drawn = lines[top..<top + 11].map { line in
                line.unicodeScalars.enumerated().filter { (0x2801...0x28FF).contains($0.element.value) }.map(\.offset)
            }
            // Each row of a curve that only falls begins no further left than the row above it.
            let starts = drawn.compactMap(\.first)
            #expect(starts.first == 7 && starts == starts.sorted())
            #expect(lines[top + 14].contains("1,204"))
            // The last column's row is the curve's last value.
            let last = try #require(audit.plots.waiting.last)
            let row = try #require(drawn.firstIndex { $0.last == 78 })
            #expect(abs((Double(row) + 0.5) / 11 - (1 - last.share)) < 0.1)
        }

        @Test("draws how waits ended, stacked: the shades are as high as the shares")
        func stack() throws {
            let audit = try Sample.usual.audit()
            let last = try #require(audit.plots.incidence.last)
            let lines = try audit.rendered(as: .text).split(separator: "\n").map(String.init)
            let title = try #require(lines.firstIndex(of: "How waits ended"))
            let column = lines[title + 1...title + 11].map { line in line.count == 79 ? line.last : " " }
            let shares = [last.published, last.rejected, last.withdrawn, last.lapsed]
            for (shade, share) in zip(["█", "▓", "▒", "░"] as [Character], shares) {
                #expect(abs(Double(column.count { $0 == shade }) / 11 - share) <= 1.0 / 11, "\(shade)")
            }
            #expect(lines[title + 14].contains("█ Published") && lines[title + 14].contains("░ Lapsed"))
        }

        @Test("draws arrivals above what ended, with the gap between them shaded, and says their last values")
        func backlog() throws {
            let audit = try Sample.usual.audit()
            let last = try #require(audit.plots.backlog.last)
            let text = try audit.rendered(as: .text)
            #expect(text.contains("Arrived 1,204; Ended \(last.ended); ░ Still waiting \(1_204 - last.ended)"))
            let lines = text.split(separator: "\n").map(String.init)
            let top = try #require(lines.firstIndex { $0.hasPrefix("1,204 ┤") })
            // The last column: the upper line in the first row, the gap below it, then the lower line.
            #expect((0x2801...0x28FF).contains(lines[top].unicodeScalars.last?.value ?? 0))
            let shaded = lines[top..<top + 11].filter { $0.count == 79 && $0.last == "░" }.count
            #expect(abs(Double(shaded) / 11 - Double(last.arrived - last.ended) / 1_204) < 0.2)
            #expect(lines[top + 12].hasSuffix(last.day.description))
        }

        @Test("draws a bar for each month of arrival, and says where it is too early")
        func months() throws {
            let audit = try Sample.usual.audit()
            let lines = try audit.rendered(as: .text).split(separator: "\n").map(String.init)
            for month in audit.plots.months {
                let line = try #require(lines.first { $0.hasPrefix(month.month + "  ") })
                if let share = month.decidedByDay30 {
                    let bar = line.count { $0 == "█" }
                    #expect(abs(Double(bar) - share.share * 59) <= 1.5, "\(line)")
                    #expect(line.hasSuffix("(\(month.received))"))
                } else {
                    #expect(line.contains("not yet observable (\(month.received))"))
                }
            }
        }

        @Test("is what the documentation shows")
        func documented() throws {
            let audit = try Population().audit()
            let document = String(decoding: try Project.contents("docs/latency-report.md"), as: UTF8.self)
            let text = try audit.rendered(as: .text).split(separator: "\n\nFrom receipt to…").first ?? ""
            let shown = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }
            #expect(document.contains(shown.joined(separator: "\n")))
            let csv = try audit.rendered(as: .csv).split(separator: "\r\n").map { "    " + $0 }
            let lines = document.split(separator: "\n").map(String.init)
            let start = try #require(lines.firstIndex(of: "    table,row,column,value,lower,upper,unit"))
            for line in lines[start...].prefix(while: { $0.hasPrefix("    ") }) { #expect(csv.contains(line), "\(line)") }
        }

        @Test("is the same twice, and after a way through JSON", arguments: Sample.allCases)
        func deterministic(sample: Sample) throws {
            let (one, two) = (try sample.audit(), try sample.reckoned())
            let back = try LatencyAudit(json: try one.json())
            for format in ReportFormat.allCases {
                let text = try one.rendered(as: format)
                #expect(text == (try two.rendered(as: format)))
                #expect(text == (try back.rendered(as: format)), "\(format)")
            }
        }
    }
}
