import HearbackCore
import Testing

@testable import HearbackCommands

@Suite("What is printed")
struct RenderingTests {
    private let plain = Palette(terminal: false, environment: [:])

    @Test("Widths are the terminal's, whatever the script", arguments: [
        ("abc", 3), ("مرحبا", 5), ("مَرْحَبًا", 5), ("ⴰⵣⵓⵍ", 4), ("ⵜⴰⵎ⵿ⵔⵉⵜ", 6), ("e\u{301}", 1), ("日本", 4), ("👩", 2), ("", 0),
        ("a\u{200D}b", 2),
    ])
    func widths(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test("A cut text fits, ends in an ellipsis and never splits a character", arguments: 0...12)
    func fitting(columns: Int) {
        for text in ["مَرْحَبًا بالعالم", "ⴰⵣⵓⵍ ⴰⵎⴰⴹⴰⵍ", "日本語のテキスト", "plain words here"] {
            let cut = DisplayWidth.fit(text, into: columns)
            #expect(DisplayWidth.of(cut) <= columns)
            #expect(cut == text || columns == 0 || cut.hasSuffix("…"))
            #expect(text.hasPrefix(cut.replacing("…", with: "")))
        }
    }

    @Test("Nothing that a terminal would obey comes through", arguments: [
        ("a\u{1B}[2Jb", "a<U+001B>[2Jb"), ("\u{9B}31m", "<U+009B>31m"), ("a\u{202E}b", "a<U+202E>b"), ("a\nb", "a↵b"),
        ("a\r\nb", "a↵b"), ("\u{7}", "<U+0007>"), ("\u{2066}x\u{2069}", "<U+2066>x<U+2069>"), ("\u{FEFF}a", "<U+FEFF>a"),
        ("ب\u{200D}ب", "ب\u{200D}ب"), ("\u{E0041}", "<U+E0041>"),
    ])
    func visible(text: String, shown: String) {
        #expect(VisibleText.inline(text) == shown)
    }

    @Test("Every scalar that acts is shown by its code, every other passes")
    func allScalars() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value), scalar != "\n", scalar != "\r" else { continue }
            let shown = VisibleText.inline("a" + String(scalar)).unicodeScalars
            if shown.contains(where: { $0.properties.generalCategory == .control }) {
                Issue.record("U+\(String(value, radix: 16)) reached the terminal")
            }
        }
    }

    @Test("A tower of combining marks is cut")
    func zalgo() {
        let tower = "a" + String(repeating: "\u{301}", count: 200)
        #expect(VisibleText.inline(tower).unicodeScalars.count <= 10)
    }

    private var table: Table {
        Table(
            columns: [
                .init("ID"), .init("AGE", .right), .init("NOTE", least: 4, leavesAt: 1), .init("TEXT", least: 8),
            ],
            rows: [
                [.init("cmt_1"), .init("41 d"), .init("claimed"), .init("النص الأول طويل بما يكفي ليقطع")],
                [.init("cmt_2"), .init("2 d"), .init("-"), .init("ⴰⵣⵓⵍ ⴼⵍⵍⴰⵡⵏ ⵎⴰⵔⵔⴰ")],
            ])
    }

    @Test("A table fits its width and says what it leaves out", arguments: [24, 30, 40, 60, 80])
    func tables(width: Int) {
        let lines = table.lines(width: width, palette: plain)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= width }, "\(lines)")
        #expect(lines[0].contains("NOTE") != lines.joined().contains("(not shown"))
    }

    @Test("Without a terminal nothing is cut")
    func unlimited() {
        let lines = table.lines(width: nil, palette: plain)
        #expect(lines[1].hasSuffix("النص الأول طويل بما يكفي ليقطع"))
        #expect(lines[0].hasPrefix("ID      AGE  NOTE     TEXT"))
    }

    @Test("Colours only on a terminal, and not against NO_COLOR")
    func colours() {
        #expect(Palette(terminal: true, environment: [:]).paint("x", .red) != "x")
        #expect(Palette(terminal: true, environment: ["NO_COLOR": "1"]).paint("x", .red) == "x")
        #expect(plain.paint("x", .red) == "x")
    }
}
