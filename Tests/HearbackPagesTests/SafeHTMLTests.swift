import HearbackCore
import Testing

@testable import HearbackPages
@testable import HearbackReports

@Suite("Markup from outside")
struct SafeHTMLTests {
    @Test(
        "Nothing that could begin or end an element or an attribute gets through, whatever it is combined with",
        arguments: ["<script>", "\"", "'", "&lt;", "\"\u{301} onmouseover=alert(1) x=\"", "<\u{338}img src=x>", ">\u{20DD}", "'\u{FE0F}"])
    func escaped(_ text: String) {
        for markup in [SafeHTML(outside: text), SafeHTML(block: text), SafeHTML(value: text), SafeHTML(plain: .outside(text), in: .arabic)] {
            #expect(!markup.text.unicodeScalars.contains { "<>\"'".unicodeScalars.contains($0) }, "\(markup.text)")
        }
        // Our own isolation apart.
        let sentence = SafeHTML(.outside(text)).text.replacing("<bdi>", with: "").replacing("</bdi>", with: "")
        #expect(!sentence.unicodeScalars.contains { "<>\"'".unicodeScalars.contains($0) })
    }

    @Test("A text keeps its bytes but for what is escaped")
    func block() {
        #expect(SafeHTML(block: "سطر\n\u{2067}سطر آخر\u{2069} & <b>").text == "سطر\n\u{2067}سطر آخر\u{2069} &amp; &lt;b&gt;")
    }

    @Test("A name shows what it hides, and can't turn its neighbours around")
    func outside() {
        #expect(SafeHTML(.outside("\u{202E}evil")).text == "<bdi>&lt;U+202E&gt;evil</bdi>")
    }

    @Test(
        "A text runs as most of its letters do",
        arguments: [
            ("PLF: مشروع قانون المالية لسنة جديدة", Language.arabic, "rtl"), ("Bonjour", .arabic, "ltr"), ("123", .arabic, "rtl"),
            ("123", .french, "ltr"), ("ⴰⵣⵓⵍ", .tamazight, "ltr"), ("قانون", .french, "rtl"),
        ])
    func direction(_ text: String, _ language: Language, _ expected: String) {
        #expect(TextDirection.of(text, in: language) == expected)
    }

    @Test("Paths are escaped byte by byte")
    func paths() {
        #expect(PagePath.path(.arabic, ["bills", "a/b?c", "é"]) == "/ar/bills/a%2Fb%3Fc/%C3%A9")
        #expect(PagePath.path(.french, []) == "/fr/")
    }

    @Test("Long texts are cut between words where there are any")
    func shortened() {
        let words = String(repeating: "mot ", count: 500)
        #expect(CommentView.shortened(words, to: 100).hasSuffix("mot…"))
        #expect(CommentView.shortened(String(repeating: "ا", count: 500), to: 101).count == 51)
        #expect(CommentView.shortened(String(repeating: "e\u{301}\u{302}", count: 50), to: 12) == "e\u{301}\u{302}e\u{301}\u{302}…")
        #expect(CommentView.shortened("court", to: 100) == "court")
    }

    @Test("A feed has nothing that XML can't write, and a line ends as it was meant to")
    func xml() {
        #expect(AtomFeed.text("a\u{0}b\u{B}c\u{FFFE}d\r<&>\u{1F600}") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\n&lt;&amp;&gt;\u{1F600}")
    }
}
