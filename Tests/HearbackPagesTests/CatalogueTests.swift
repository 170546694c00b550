import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackPages
@testable import HearbackReports

@Suite("What the pages say in five languages")
struct CatalogueTests {
    private func source(_ language: Language) throws -> [String: Any] {
        let file = Project.file("Sources/HearbackPages/Assets/catalogues/\(language.rawValue).json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file)))
        return try #require(object as? [String: Any])
    }

    private func book(_ language: Language) throws -> Wording {
        try #require(try PageRenderer(assets: [:]).wording(language))
    }

    @Test("Every language has every phrase and no other", arguments: Language.allCases)
    func complete(_ language: Language) throws {
        #expect(Set(try source(language).keys) == Set(Phrase.allCases.map(\.rawValue)))
    }

    @Test("A phrase has the same places in every language, in each of its forms", arguments: Language.allCases)
    func places(_ language: Language) throws {
        let (english, other) = (try book(.english), try book(language))
        for phrase in Phrase.allCases {
            let expected = english.book[phrase].places
            #expect(other.book[phrase].places == expected, "\(phrase)")
            // One and two may be words of their own in Arabic, and a count of nothing says so.
            for (category, text) in other.book[phrase].forms where ![.zero, .one, .two].contains(category) {
                #expect(Template([.other: text]).places == expected, "\(phrase) \(category)")
            }
        }
    }

    @Test("What changes with a number has a form for every category that the language has", arguments: Language.allCases)
    func forms(_ language: Language) throws {
        let wording = try book(language)
        let rule = wording.grammar.plural
        let categories = Set((Array(0...1_000) + [2_000_000]).map { (number: Int) in rule.category(number) })
        for phrase in [Phrase.waitingNow, .overdueNow, .dueMissed, .logEntries] {
            let forms = wording.book[phrase].forms
            #expect(categories.isSubset(of: forms.keys), "\(phrase): \(forms.keys)")
            #expect(Set(forms.keys).isSubset(of: categories.union([PluralCategory.other])), "\(phrase) has a form that is never used")
        }
    }

    @Test("Nothing is left in English", arguments: Language.allCases.filter { $0 != .english })
    func translated(_ language: Language) throws {
        let (english, other) = (try book(.english), try book(language))
        let same = Phrase.allCases.filter { other.book[$0] == english.book[$0] }
        let shared: [Language: Set<Phrase>] = [.french: [.articles, .vote, .navTransparency, .byAssociation], .spanish: []]
        #expect(Set(same).subtracting(shared[language] ?? []).isEmpty, "\(same)")
    }

    @Test("The scripts are those of the languages", arguments: [(Language.arabic, 0x0600...0x06FF), (.tamazight, 0x2D30...0x2D7F)])
    func scripts(_ language: Language, _ block: ClosedRange<Int>) throws {
        let wording = try book(language)
        for phrase in Phrase.allCases {
            let text = wording.book[phrase].text(.other)
            #expect(text.unicodeScalars.contains { block.contains(Int($0.value)) }, "\(phrase): \(text)")
        }
    }

    @Test("A catalogue with a phrase missing, unknown or misshapen is refused, by its name")
    func broken() throws {
        var whole = try source(.french)
        whole["skip"] = nil
        #expect(throws: PageAssetError.catalogue(.french, "skip is missing")) {
            try PhraseBook(.french, json: Array(JSONSerialization.data(withJSONObject: whole)))
        }
        whole["skip"] = ["some": "?"]
        #expect(throws: PageAssetError.catalogue(.french, "no object of phrases")) {
            try PhraseBook(.french, json: Array(JSONSerialization.data(withJSONObject: whole)))
        }
        whole["skip"] = "Aller"
        whole["hello"] = "Bonjour"
        #expect(throws: PageAssetError.catalogue(.french, "unknown phrase hello")) {
            try PhraseBook(.french, json: Array(JSONSerialization.data(withJSONObject: whole)))
        }
    }
}
