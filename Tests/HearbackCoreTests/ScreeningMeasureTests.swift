import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("How well the word lists do")
struct ScreeningMeasureTests {
    private struct Row: Decodable {
        var language: Language
        var text: String
        var hostile: Bool
    }

    /// 120 tweets a language; hostile and flagged, hostile and not, harmless and flagged.
    private static let figures: [(Language, hit: Int, missed: Int, wrong: Int)] = [
        (.arabic, 41, 54, 0), (.french, 12, 80, 1), (.english, 50, 55, 8),
    ]

    @Test("Of labelled tweets as many are flagged as docs/screening.md was written with", arguments: figures)
    func labelled(language: Language, hit: Int, missed: Int, wrong: Int) throws {
        let lines = String(decoding: try Project.contents("Tests/Fixtures/screening/mlma.jsonl"), as: UTF8.self)
        let rows = try lines.split(separator: "\n").map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
        let judged = try rows.filter { $0.language == language }.map { row in
            (row.hostile, try ScreeningFixture.screener.screen(row.text, language).flags.contains(FlagSet(.words)))
        }

        #expect(judged.count == 120)
        #expect(judged.count { $0.0 && $0.1 } == hit)
        #expect(judged.count { $0.0 && !$0.1 } == missed)
        #expect(judged.count { !$0.0 && $0.1 } == wrong)
    }

    @Test("Nothing is found in the plain words of the demo's bills")
    func bills() throws {
        let bills = try JSONDecoder().decode([Bill].self, from: try Project.contents("Tests/Fixtures/demo/bills.json"))
        for bill in bills {
            for titles in [bill.titles] + bill.articles.map(\.titles) {
                for (language, text) in titles.texts { #expect(try ScreeningFixture.found(text, language) == [], "\(text)") }
            }
        }
    }
}
