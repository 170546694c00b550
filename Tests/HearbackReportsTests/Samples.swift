import HearbackCore
import HearbackLatency
import HearbackReports
import Testing

/// The populations that every format must cope with.
enum Sample: String, CaseIterable, Sendable {
    case nobody, single, undecided, decided, usual, period, large, hostile

    /// Reckoned once for all tests.
    func audit() throws -> LatencyAudit { try Self.all[self]!.get() }

    private static let all = Dictionary(
        uniqueKeysWithValues: allCases.map { sample in (sample, Result { try sample.reckoned() }) })

    func reckoned() throws -> LatencyAudit {
        switch self {
        case .nobody: try Population(count: 0).audit()
        case .single: try Population(count: 1).audit()
        case .undecided: try Population(count: 40, decided: 0).audit()
        case .decided: try Population(count: 30, decided: 100, days: 3_000).audit()
        case .usual: try Population(count: 1_204).audit()
        case .period: try Population(count: 400, population: .period, from: Self.quarterAgo).audit()
        case .large: try Population(count: 3_000, days: 1_500, by: .language).audit()
        case .hostile: try Population(count: 120, bills: Self.names, institution: "<img src=x onerror=alert(1)>").audit()
        }
    }

    private static let quarterAgo = Population.asOf.advanced(byMilliseconds: -90 * 86_400_000)

    static let names = [
        "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "a|b `c` [d](http://e.example)", "\u{1B}[31mred\u{7}",
        "x\u{202E}gpj.exe", "+1", "@sum", "\"quoted\", with\r\nlines", "&lt;b&gt;", "日本語の法案",
    ]
}

/// The languages that have a catalogue of their own, and the one that has not.
let languages = Language.allCases

/// One after the other: writing reports keeps a thread busy, and tests with time limits run beside them.
@Suite("Reports", .serialized)
enum ReportSuites {}
