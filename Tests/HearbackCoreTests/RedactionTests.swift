import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Texts with covered parts")
struct RedactionTests {
    private func span(_ start: Int, _ end: Int) throws -> TextSpan { try #require(TextSpan(start, end)) }

    @Test("A mark of one length stands for each part; overlapping parts become one")
    func marks() throws {
        let cover = RedactionCover([try span(4, 6), try span(0, 2), try span(5, 8)])
        #expect(cover.spans == [try span(0, 2), try span(4, 8)])
        #expect(cover.text(of: "سيab المغرب") == "████ab████غرب")
        #expect(cover.text(of: "short") == nil)
        #expect(TextSpan(3, 3) == nil && TextSpan(-1, 2) == nil && TextSpan(0, .max) == nil)
    }

    @Test("Places lead from the shown text to the received one and back", arguments: UInt64(1)...100)
    func mapping(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        // Each character once, so that it can be recognised.
        let original = (0..<80).compactMap { Unicode.Scalar(0x4E00 + UInt32($0)) }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: original)
        let spans = (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in
            let start = Int.random(in: 0..<80, using: &random)
            return TextSpan(start, min(80, start + Int.random(in: 1...12, using: &random)))
        }
        let cover = RedactionCover(spans)
        let shown = Array(try #require(cover.text(of: String(text))).unicodeScalars)
        let hidden = Set(spans.flatMap { $0.start..<$0.end })

        #expect(shown.count == 80 - hidden.count + 4 * cover.spans.count)
        for (place, scalar) in shown.enumerated() {
            let source = try #require(cover.original(ofShown: try span(place, place + 1)))
            if scalar == "█" {
                #expect(cover.spans.contains(source))
            } else {
                #expect(source == (try span(source.start, source.start + 1)))
                #expect(original[source.start] == scalar)
                #expect(cover.shown(ofOriginal: source) == (try span(place, place + 1)))
            }
        }
        for place in 0..<80 {
            #expect((cover.shown(ofOriginal: try span(place, place + 1)) == nil) == hidden.contains(place))
        }
    }
}
