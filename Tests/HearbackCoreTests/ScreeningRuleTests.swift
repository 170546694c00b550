import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("What screening finds, and what it leaves alone")
struct ScreeningRuleTests {
    @Test("Words are found however they are written, at their place in the text as it came", arguments: [
        ("Quelle MERDE, franchement", Language.french, "words fr-ldnoobw: MERDE"),
        ("meeeeerde alors", .french, "words fr-ldnoobw: meeeeerde"),
        ("m\u{200B}er\u{0301}de", .french, "words fr-ldnoobw: m\u{200B}er\u{0301}de"),
        ("m3rd3 !", .french, "words fr-ldnoobw: m3rd3"),
        ("ｍｅｒｄｅ", .french, "words fr-ldnoobw: ｍｅｒｄｅ"),
        ("𝐦𝐞𝐫𝐝𝐞", .french, "words fr-ldnoobw: 𝐦𝐞𝐫𝐝𝐞"),
        ("des enculés partout", .french, "words fr-insults: enculés"),
        ("espèce de FILS  DE\nPUTE", .french, "words fr-ldnoobw: FILS  DE\nPUTE"),
        ("والقَـــحبة", .arabic, "words ar-ldnoobw: والقَـــحبة"),
        ("القحبه", .french, "words ar-ldnoobw: القحبه"),
        ("ﺷﺮﻣﻮﻃﺔ", .arabic, "words ar-ldnoobw: ﺷﺮﻣﻮﻃﺔ"),
        ("wlad l97ab", .arabic, "words ary-latin: wlad l97ab"),
        ("9a7ba", .french, "words ary-latin: 9a7ba"),
        ("qahba", .french, "words ary-latin: qahba"),
        ("zebiiiii", .tamazight, "words ary-latin: zebiiiii"),
        ("تفووووو", .arabic, "words ary-arabic: تفووووو"),
        ("ⵉⵃⵛⵛⴰⵏ ⴰⵃⴻⵛⵛⵓⵏ", .tamazight, "words kab-ldnoobw: ⴰⵃⴻⵛⵛⵓⵏ"),
        ("aḥeččun", .tamazight, "words kab-ldnoobw: aḥeččun"),
        ("b1tch", .english, "words en-ldnoobw: b1tch"),
        ("coño", .spanish, "words es-ldnoobw: coño"),
    ])
    func words(text: String, language: Language, expected: String) throws {
        #expect(try ScreeningFixture.found(text, language) == [expected])
    }

    @Test("Words that only look like one, or mean something else on a bill, are left alone", arguments: [
        ("Le concours d'admission, l'analyse, le cul-de-sac et la discussion", Language.french),
        ("Chaque citoyen doit jouir de ses droits ; la pédale du vélo", .french),
        ("خول القانون للجماعات اختصاص محاربة الاغتصاب", .arabic),
        ("ما رأيك في فكرك وفي فمكم", .arabic), ("The Scunthorpe assessment class", .english),
        ("un cono de tráfico, un año", .spanish), ("ⵜⵉⵎⵔⵙⵉⵡⵜ ⴷ ⵜⵎⵓⵏⵜ", .tamazight),
    ])
    func innocentWords(text: String, language: Language) throws {
        #expect(try ScreeningFixture.found(text, language) == [])
    }

    @Test("A list is looked for only in its languages")
    func languages() throws {
        #expect(try ScreeningFixture.found("merde", .english) == [])
        #expect(try ScreeningFixture.found("shit", .french) == [])
    }

    @Test("Personal data and links", arguments: [
        ("Écrivez à amal.b+loi@example.co.ma.", "email address: amal.b+loi@example.co.ma"),
        ("(AB123456)", "national_id shape: AB123456"), ("CIN : bk 12345", "national_id labelled: bk 12345"),
        ("رقم البطاقة J٤١٢٣٤٥", "national_id shape: J٤١٢٣٤٥"), ("بطاقة التعريف: j 412345", "national_id labelled: j 412345"),
        ("RIB 011 519 0000012050005349 21", "iban rib: 011 519 0000012050005349 21"),
        ("MA64 0115 1900 0001 2050 0053 4921 merci", "iban ma: MA64 0115 1900 0001 2050 0053 4921"),
        ("voir https://example.org/a?b=c, merci", "links url: https://example.org/a?b=c"),
        ("www.example.com/x", "links url: www.example.com/x"), ("sur Chambre.MA", "links name: Chambre.MA"),
        ("06\u{200B}12-34-56-78", "phone ma: 06\u{200B}12-34-56-78"),
        ("aaaaaaaaaaaaaaaa", "repetition character: aaaaaaaaaaaaaaaa"),
        ("non non non non non non", "repetition word: non non non non non non"),
    ])
    func patterns(text: String, expected: String) throws {
        #expect(try ScreeningFixture.found(text) == [expected])
    }

    @Test("Numbers that are none, and sentences that look like links", arguments: [
        "la loi n° 113-14 du 07/07/2015, article 06.12", "dahir 1-15-85 du 20 ramadan 1436 (7 juillet 2015)",
        "un budget de 1 234 567 890,00 dirhams et 0,0612345678", "de 2011 à 2026, 12345678901234567890",
        "c'est la fin.Ma proposition", "etc...", "l'article 3.Il faut", "user@localhost", "a @ b.com",
        "MA64 0115 1900 0001 2050 0053 4922", "A1234 et ABC123456", "ab123456", "hahahahahaha", "-----------------------",
        "000000000000000000000000",
    ])
    func noPatterns(text: String) throws {
        #expect(try ScreeningFixture.found(text).filter { !$0.hasPrefix("repetition") } == [])
    }

    @Test("What one rule claims, another does not: an account is no phone number, an address no link")
    func claims() throws {
        #expect(try ScreeningFixture.found("MA64 0115 1900 0001 2050 0053 4921, a@b.ma, https://x.ma/0612345678").count == 3)
    }

    /// Tests/Fixtures/screening/numbers.json, by phonenumbers and python-stdnum.
    private struct Numbers: Decodable {
        struct Row: Decodable {
            var text: String
            var language: String
            var start: Int
            var end: Int
            var code: String
        }
        struct Broken: Decodable { var text: String }
        var phones: [Row]
        var accounts: [Row]
        var broken_accounts: [Broken]
    }

    @Test("240 phone numbers and 120 accounts that other libraries call valid are found to the character; broken ones are not")
    func oracles() throws {
        let numbers = try JSONDecoder().decode(Numbers.self, from: try Project.contents("Tests/Fixtures/screening/numbers.json"))
        for (flag, rows) in [(ScreeningFlag.phone, numbers.phones), (.iban, numbers.accounts)] {
            for row in rows {
                let language = try #require(Language(rawValue: row.language))
                let result = try ScreeningFixture.screener.screen(row.text, language)
                let expected = ScreeningFinding(flag, code: row.code, span: try #require(TextSpan(row.start, row.end)))
                #expect(result.findings == [expected], "\(row.text)")
            }
        }
        for row in numbers.broken_accounts { #expect(try ScreeningFixture.found(row.text) == [], "\(row.text)") }
        #expect(numbers.phones.count == 240 && numbers.accounts.count == 120 && numbers.broken_accounts.count > 100)
    }

    @Test("Rules that are off find nothing, and no list is no words")
    func off() throws {
        let text = "merde 0612345678 a@b.ma"
        #expect(try ScreeningFixture.found(text, by: Screener([.phone], lists: ScreeningFixture.lists)) == ["phone ma: 0612345678"])
        #expect(try ScreeningFixture.found(text, by: Screener([], lists: ScreeningFixture.lists)) == [])
        #expect(try ScreeningFixture.found(text, by: Screener(Set(ScreeningFlag.rules), lists: [])).count == 2)
    }
}
