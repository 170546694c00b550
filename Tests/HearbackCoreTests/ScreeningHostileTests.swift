import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Screening of hostile texts")
struct ScreeningHostileTests {
    /// Each of about 100,000 characters, made to have a rule begin again and again.
    private static let texts: [String] = [
        "a", " ", "@", "a@", "@a.", "a@a.", "0", "0 ", "06", "+212", "(0)", "MA64", "MA64 ", "fils de ", "fils de pute ", "http://",
        "www.", "a.", ".com", "a://", "CIN ", "CIN a1 ", "AB1", "7", "9a7", "\u{0301}", "\u{200D}", "ﻻ", "و", "وال", "لل", "😀",
        "\u{202E}\u{202C}", "é́", "ⴰ", "\n", "$a", "a$", "cin",
    ].map { String(repeating: $0, count: 100_000 / $0.unicodeScalars.count) }

    @Test("No text makes a rule run for ever, and every finding lies within it", .timeLimit(.minutes(5)))
    func hostile() throws {
        for text in Self.texts {
            for language in [Language.french, .arabic] {
                let count = text.unicodeScalars.count
                let result = try ScreeningFixture.screener.screen(text, language)
                #expect(result.findings.allSatisfy { $0.span.end <= count })
                #expect(result.findings.count <= Screener.findingLimit * ScreeningFlag.rules.count)
            }
        }
    }

    @Test("Of many findings the first are told and the rest counted")
    func many() throws {
        let result = try ScreeningFixture.screener.screen(String(repeating: "0612345678, ", count: 1_000), .french)
        #expect(result.findings.count == Screener.findingLimit)
        #expect(result.omitted == 1_000 - Screener.findingLimit)
        #expect(result.flags == FlagSet(.phone))
    }

    @Test("A text beyond the limit is left to a human")
    func tooLong() {
        let text = String(repeating: "a ", count: Screener.limit)
        #expect(throws: ScreeningFailure.textTooLong) { try ScreeningFixture.screener.screen(text, .french) }
    }

    private static let alphabet = Array("aeézEZ0679+@.:/ -$'\n()\u{0301}\u{0640}\u{064E}\u{200D}\u{202A}ابتقكلوةىيⴰⵃ😀ﻻﺷ𝐦٠٦".unicodeScalars)

    @Test("Random texts: findings are in order, within the text, and the same each time", arguments: UInt64(1)...60)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var view = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...600, using: &random) { view.append(try #require(Self.alphabet.randomElement(using: &random))) }
        let text = String(view)
        let language = try #require(Language.allCases.randomElement(using: &random))

        let result = try ScreeningFixture.screener.screen(text, language)

        #expect(result.findings.allSatisfy { $0.span.end <= view.count })
        #expect(result.findings.map(\.span.start) == result.findings.map(\.span.start).sorted())
        #expect(try ScreeningFixture.screener.screen(text, language) == result)
        // Personal data and links claim what they find: no two of them overlap.
        let claims = result.findings.filter { $0.flag != .words && $0.flag != .repetition }.map(\.span)
        #expect(claims.merged.reduce(0) { $0 + $1.count } == claims.reduce(0) { $0 + $1.count })
    }
}
