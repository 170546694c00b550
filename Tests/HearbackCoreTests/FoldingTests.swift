import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Texts folded for search")
struct FoldingTests {
    @Test("Spellings of the same word fold the same", arguments: [
        ("L’École PUBLIQUE", "l'ecole publique"), ("Œuvre, cœur, naïveté", "oeuvre coeur naivete"), ("Straße", "STRASSE"),
        ("El niño comió", "el nino comio"), ("أحمد إلى آخر", "احمد الي اخر"), ("المَدْرَسَةُ", "المدرسه"),
        ("مـــدرســـة", "مدرسة"), ("مسؤول شاطئ", "مسوول شاطي"), ("کتاب یاد", "كتاب ياد"), ("ﻣﺪﺭﺳﺔ ﻻ", "مدرسة لا"),
        ("٢٠٢٦ ۲۰۲۶", "2026 2026"), ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "tamaziɣt"), ("ⵟⵟⵍⴱ", "ṬṬlb"), ("ⵄⵍⵉ ⵃⵎⴷ", "Ɛli Ḥmd"), ("γer", "ɣer"),
        ("ｆｕｌｌ", "full"), ("soft\u{AD}hyphen", "softhyphen"), ("a\u{200B}b", "a b"), ("x², ½", "x2 ½"),
    ])
    func spellings(text: String, same: String) {
        #expect(Folding.text(text) == Folding.text(same))
        #expect(!Folding.text(text).isEmpty)
    }

    @Test("Different words stay different", arguments: [("école", "écale"), ("سعيد", "صعيد"), ("ⴰⴽⴰⵍ", "ⴰⴳⴰⵍ"), ("مدرسة", "مدرس")])
    func differences(one: String, other: String) {
        #expect(Folding.text(one) != Folding.text(other))
    }

    @Test("In Tamazight the digraphs of French-like spelling are the letters that they stand for")
    func digraphs() {
        #expect(Folding.text("yughal akham", language: .tamazight) == Folding.text("ⵢⵓⵖⴰⵍ ⴰⵅⴰⵎ", language: .tamazight))
        #expect(Folding.text("yughal", language: .french) == "yughal")
    }

    /// The letters' Unicode names say how they sound: `TIFINAGH LETTER YAB` is b, `YADD` a d with a dot.
    @Test("The Tifinagh letters of IRCAM fold as their Unicode names say")
    func tifinaghNames() throws {
        let expected: [String: String] = [
            "YA": "a", "YEY": "e", "YI": "i", "YU": "u", "YAA": "ɛ", "YAHH": "h", "YADD": "d", "YARR": "r", "YASS": "s",
            "YATT": "t", "YAZZ": "z", "YAGH": "ɣ", "YAKH": "x", "YASH": "c", "YAZH": "j",
        ]
        for scalar in "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥ".unicodeScalars {
            let name = String(try #require(scalar.properties.name).dropFirst("TIFINAGH LETTER ".count))
            let letter = try #require(expected[name] ?? name.dropFirst(2).first.map { $0.lowercased() })
            // BERBER ACADEMY and TUAREG letters are not IRCAM's.
            #expect(Folding.text(String(scalar)) == letter, "\(name)")
        }
    }

    private static let letters: [Unicode.Scalar] = ([
        0x41...0x5A, 0x61...0x7A, 0xC0...0x17E, 0x1E00...0x1EFF, 0x621...0x64A, 0x6A9...0x6D3, 0x2D30...0x2D67,
    ] as [ClosedRange<UInt32>]).flatMap { $0.compactMap(Unicode.Scalar.init) }.filter { $0.properties.isAlphabetic }

    @Test("Composed and decomposed letters fold the same")
    func canonicalForms() {
        for scalar in Self.letters {
            let text = String(scalar)
            let decomposed = text.decomposedStringWithCanonicalMapping
            #expect(Folding.text(text) == Folding.text(decomposed), "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test("Folding again changes nothing, and each word is where it says", arguments: UInt64(1)...20)
    func properties(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let marks: [Unicode.Scalar] = [" ", "'", "-", "\u{301}", "\u{64E}", "\u{640}", "٣", "7", "\u{200D}", "😀", "\u{10FFFF}"]
        for _ in 0..<40 {
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                let pool = Int.random(in: 0..<4, using: &random) == 0 ? marks : Self.letters
                view.append(pool[Int.random(in: pool.indices, using: &random)])
            }
            let text = String(view)
            let folded = Folding.text(text)
            #expect(Folding.text(folded) == folded)
            let words = Folding.words(in: text)
            #expect(words.map(\.folded).joined(separator: " ") == folded)
            for word in words { #expect(Folding.text(String(text[word.range])) == word.folded) }
        }
    }
}
