import HearbackCore
import Testing

@Suite("The gate for texts from outside")
struct TextRuleTests {
    private let limits = TextLimits(characters: 10, bytes: 24)

    private func problem(_ text: String) -> TextProblem? {
        do {
            try TextRule.check(text, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test("Real texts pass", arguments: [
        "Bonjour", "مرحبا", "ⴰⵣⵓⵍ", "¿Qué?", "a\tb\r\nc", "e\u{301}", "👩\u{200D}🔬", "\u{FEFF}a", "\u{200F}ab",
        "\u{2067}abc\u{2069}", "\u{202B}ab\u{202C}", "\u{2067}\u{202A}a\u{202C}\u{2069}",
    ])
    func accepted(text: String) {
        #expect(problem(text) == nil)
    }

    @Test("What shows nothing is empty", arguments: [
        "", " ", "\n\t", "\u{200B}", "\u{200E}\u{200F}", "\u{FEFF}", "\u{2800}", "\u{3164}", "\u{A0}", "\u{2067}\u{2069}",
    ])
    func empty(text: String) {
        #expect(problem(text) == .empty)
    }

    @Test("Characters are scalars, bytes are bytes")
    func lengths() {
        #expect(problem(String(repeating: "a", count: 10)) == nil)
        #expect(problem(String(repeating: "a", count: 11)) == .tooManyCharacters(limit: 10))
        #expect(problem(String(repeating: "e\u{301}", count: 6)) == .tooManyCharacters(limit: 10))
        #expect(problem(String(repeating: "ⴰ", count: 8)) == nil)
        #expect(problem(String(repeating: "ⴰ", count: 9)) == .tooManyBytes(limit: 24))
    }

    @Test("Controls and noncharacters are refused, with their place", arguments: [
        0x00, 0x01, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF,
    ] as [UInt32])
    func controls(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(problem("ab" + String(scalar)) == .control(scalar: value, offset: 2))
    }

    @Test("Direction controls need their partner, in the same paragraph", arguments: [
        ("\u{202E}a", 0x202E, 0), ("a\u{202C}", 0x202C, 1), ("a\u{2069}", 0x2069, 1), ("\u{2066}a", 0x2066, 0),
        ("\u{2067}a\u{202C}", 0x202C, 2), ("\u{202A}a\u{2069}", 0x2069, 2), ("\u{2068}a\nb\u{2069}", 0x0A, 2),
        ("\u{202A}\u{202B}a\u{202C}", 0x202A, 0),
    ] as [(String, UInt32, Int)])
    func bidi(text: String, scalar: UInt32, offset: Int) {
        #expect(problem(text) == .unpairedBidi(scalar: scalar, offset: offset))
    }
}
