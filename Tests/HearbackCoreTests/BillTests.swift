import Foundation
import HearbackCore
import Testing

@Suite("Bills")
struct BillTests {
    private let bill = Bill(
        id: "pl-03-25", kind: .governmentBill, reference: "03.25", titles: LocalizedText([.french: "Projet"]),
        articles: [Article(id: "1", titles: LocalizedText([.french: "Article premier"]))],
        window: CommentWindow(opens: Samples.noon, closes: Samples.noon.advanced(byMilliseconds: 1)))

    private func problem(_ change: (inout Bill) -> Void) -> BillProblem? {
        var bill = bill
        change(&bill)
        do {
            try bill.validate()
            return nil
        } catch {
            return error
        }
    }

    @Test("What could not be addressed or answered is refused")
    func validation() {
        #expect(problem { _ in } == nil)
        #expect(problem { $0.id = "PL 03" } == .id("PL 03"))
        #expect(problem { $0.id = "" } == .id(""))
        #expect(problem { $0.titles = LocalizedText([:]) } == .noTitle)
        #expect(problem { $0.articles[0].id = "../x" } == .articleID("../x"))
        #expect(problem { $0.articles.append($0.articles[0]) } == .duplicateArticle("1"))
        #expect(problem { $0.window.closes = $0.window.opens } == .windowEndsBeforeItOpens)
        #expect(problem { $0.policy.decisionDays = 0 } == .target("decision_days"))
    }

    @Test("The window takes its first instant and not its last")
    func window() {
        #expect(bill.window.isOpen(at: Samples.noon))
        #expect(!bill.window.isOpen(at: Samples.noon.advanced(byMilliseconds: -1)))
        #expect(!bill.window.isOpen(at: Samples.noon.advanced(byMilliseconds: 1)))
        #expect(CommentWindow(opens: Samples.noon).isOpen(at: Instant(milliseconds: .max)))
    }

    @Test("JSON and back is the same bill, and what may be left out may be left out")
    func coding() throws {
        let decoded = try JSONDecoder().decode(Bill.self, from: JSONEncoder().encode(bill))
        #expect(decoded == bill)
        let least = #"{"id":"a","kind":"member_bill","reference":"1","titles":{"ar":"قانون"},"window":{"opens":"2023-01-01T00:00:00Z"}}"#
        let small = try JSONDecoder().decode(Bill.self, from: Data(least.utf8))
        #expect(small.policy == ResponsePolicy())
        #expect(small.titles.best(for: .english) == "قانون")
    }
}

@Suite("Languages")
struct LanguageTests {
    @Test("The best of ours is chosen", arguments: [
        ("ar", .arabic), ("fr-MA, ar;q=0.9", .french), ("de, es;q=0.1, en;q=0.2", .english), ("ber-Tfng", .tamazight),
        ("zgh", .tamazight), ("EN-gb", .english), ("en;q=0, fr;q=0.001", .french), ("ar; q=0.5, es ;q=0.8", .spanish),
    ] as [(String, Language)])
    func negotiation(header: String, language: Language) {
        #expect(Language(acceptLanguage: header) == language)
    }

    @Test("No range of ours, no language", arguments: ["", "*", "de", "q=1", ";;;", "en;q=0", "en;q=x"])
    func none(header: String) {
        #expect(Language(acceptLanguage: header) == nil)
    }
}
