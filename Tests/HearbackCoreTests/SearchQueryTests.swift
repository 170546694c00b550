import HearbackCore
import Testing

@Suite("What a search asks for")
struct SearchQueryTests {
    private func words(_ terms: [SearchQuery.Term]) -> [String] {
        terms.map { $0.words.joined(separator: "+") + ($0.isPrefix ? "*" : "") }
    }

    @Test("Words, phrases, beginnings and what is not wanted", arguments: [
        ("École publique", ["ecole", "publique"], []), ("\"langue amazighe\" cours", ["langue+amazighe", "cours"], []),
        ("« langue amazighe »", ["langue+amazighe"], []), ("enseign* -privé", ["enseign*"], ["prive"]),
        ("l'école", ["l+ecole"], []), ("cours -\"école privée\"", ["cours"], ["ecole+privee"]),
        ("\"école pri\"*", ["ecole+pri*"], []), ("a - b", ["a", "b"], []), ("\"unclosed phrase", ["unclosed+phrase"], []),
        ("NEAR(a b) OR text:x", ["near+a", "b", "or", "text+x"], []), ("a\" OR \"b", ["a", "or", "b"], []),
    ])
    func parsing(text: String, wanted: [String], unwanted: [String]) throws {
        let query = try SearchQuery(text)

        #expect(words(query.wanted) == wanted)
        #expect(words(query.unwanted) == unwanted)
    }

    @Test("What can't be looked for is refused", arguments: [
        ("", SearchQueryProblem.empty), ("\"*-(", .empty), ("-école", .onlyUnwanted), ("éc*", .prefixTooShort("éc")),
        ((0...16).map { "w\($0)" }.joined(separator: " "), .tooManyTerms),
    ])
    func refusals(text: String, problem: SearchQueryProblem) {
        #expect(throws: problem) { try SearchQuery(text) }
    }

    @Test("A reference or an identifier names a comment, a word does not")
    func references() throws {
        let number = try #require(CommentNumber(42))
        let reference = CommentReference.text(of: number)

        #expect(try SearchQuery(reference).number == number)
        #expect(try SearchQuery(reference.lowercased()).number == number)
        #expect(try SearchQuery(" CMT_42 ").number == number)
        #expect(try SearchQuery("commentaire").number == nil)
        #expect(try SearchQuery(reference + " loi").number == nil)
    }

    private func shown(_ text: String, _ query: String, _ language: Language = .french, length: Int = 160) throws -> String {
        SearchExcerpt(of: text, finding: try SearchQuery(query), language: language, length: length).pieces
            .map { $0.isHit ? "[\($0.text)]" : $0.text }.joined()
    }

    @Test("The passage shows what was found as it was written")
    func excerpts() throws {
        #expect(try shown("Pour l’ÉCOLE publique.", "ecole") == "Pour l’[ÉCOLE] publique.")
        #expect(try shown("في المَدْرَسَة الجديدة", "المدرسه", .arabic) == "في [المَدْرَسَة] الجديدة")
        #expect(try shown("ⴰⵔ ⵜⵎⴰⵣⵉⵖⵜ", "tmaziɣt", .tamazight) == "ⴰⵔ [ⵜⵎⴰⵣⵉⵖⵜ]")
        #expect(try shown("ad yughal ass", "ⵢⵓⵖⴰⵍ", .tamazight) == "ad [yughal] ass")
        #expect(try shown("la langue amazighe, la langue arabe", "\"langue ama\"* langue") == "la [langue amazighe], la [langue] arabe")
        #expect(try shown("rien ici", "autre") == "rien ici")
        let long = String(repeating: "avant ", count: 50) + "le mot cherché " + String(repeating: "après ", count: 50)
        #expect(try shown(long, "cherché", length: 40) == "…avant le mot [cherché] après après après…")
    }
}
