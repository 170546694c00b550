import HearbackReview
import HearbackTestSupport
import Testing

@Suite("Keys out of a terminal's bytes")
struct KeyDecoderTests {
    @Test("Each key by its bytes", arguments: [
        ("p", [Key.character("p")]), ("é", [.character("é")]), ("ⵣ", [.character("ⵣ")]), ("م", [.character("م")]),
        ("👩", [.character("👩")]), ("\r", [.enter]), ("\n", [.lineEnd]), ("\u{1B}\r", [.lineEnd]), ("\u{7F}", [.backspace]),
        ("\u{3}", [.control("c")]), ("\u{1A}", [.control("z")]), ("\u{1B}[A", [.up]), ("\u{1B}OB", [.down]),
        ("\u{1B}[1;5C", [.right]), ("\u{1B}[5~", [.pageUp]), ("\u{1B}[3~", [.delete]), ("\u{1B}[H", [.home]),
        ("\u{1B}[8~", [.end]), ("\u{1B}\u{1B}[A", [.escape, .up]), ("\u{1B}[99;99;99u", []), ("\u{1B}x", []),
        ("\u{1B}[200~p\u{1B}[A\u{3}r\u{1B}[201~q", [.paste("p\u{1B}[A\u{3}r"), .character("q")]), ("\u{9B}31m", [.character("3"), .character("1"), .character("m")]),
    ])
    func keys(bytes: String, keys: [Key]) {
        var decoder = KeyDecoder()
        #expect(decoder.keys(from: bytes.utf8) == keys)
    }

    @Test("However the bytes are cut, the keys are the same")
    func cut() {
        let text = "pé\u{1B}[A\u{1B}[200~لا\u{1B}[20\u{1B}[201~\u{1B}OD👩\u{1B}[15~\r"
        var whole = KeyDecoder()
        let expected = whole.keys(from: text.utf8)
        var bytewise = KeyDecoder()
        #expect(text.utf8.flatMap { bytewise.keys(from: [$0]) } == expected)
        #expect(expected.contains(.paste("لا\u{1B}[20")))
        #expect(expected.last == .enter)
    }

    @Test("A lone Escape becomes the key when nothing follows")
    func escape() {
        var decoder = KeyDecoder()
        #expect(decoder.keys(from: [0x1B]) == [])
        #expect(decoder.isUndecided)
        #expect(decoder.settle() == [.escape])
        #expect(!decoder.isUndecided)
        #expect(decoder.keys(from: "p".utf8) == [.character("p")])
    }

    @Test("A paste larger than the limit is cut, and ends all the same")
    func largePaste() {
        var decoder = KeyDecoder()
        let bytes = Array("\u{1B}[200~".utf8) + Array(repeating: 0x61, count: KeyDecoder.pasteLimit + 5_000) + Array("\u{1B}[201~q".utf8)
        let keys = decoder.keys(from: bytes)
        #expect(keys == [.paste(String(repeating: "a", count: KeyDecoder.pasteLimit)), .character("q")])
    }

    @Test("No bytes make it trap, and no control character becomes a letter", arguments: 0..<200 as Range<UInt64>)
    func noise(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var decoder = KeyDecoder()
        let bytes = (0..<400).map { _ in UInt8.random(in: 0...255, using: &random) }
        for key in decoder.keys(from: bytes) + decoder.settle() {
            guard case .character(let character) = key else { continue }
            #expect(character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }, "seed \(seed)")
        }
    }
}
