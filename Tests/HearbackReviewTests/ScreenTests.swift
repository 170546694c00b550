import HearbackAPI
import HearbackCore
import Testing

@testable import HearbackReview

@Suite("What the screen shows")
struct ScreenTests {
    private static let sizes = [(80, 24), (40, 10), (41, 12), (59, 16), (60, 24), (100, 30), (200, 60)]
    private static let texts: [(String, Language)] = [
        ("مَرْحَبًا بالعالم، هذا تعليق على المادة الأولى من مشروع القانون. " + String(repeating: "نص طويل جدا ", count: 80), .arabic),
        (String(repeating: "ⵣⵓⵏⴷ ⴽⵓ ⵢⴰⵏ ⴰⵔ ⵉⵜⵜⴰⵡⵙ ", count: 60), .tamazight), (String(repeating: "日本語のテキスト👩", count: 90), .english),
        (String(repeating: "e\u{301}a\u{308}", count: 900), .french), (String(repeating: "x", count: 5_000), .english),
        ("\u{1B}[2J\u{1B}]0;titre\u{7}\u{9B}31m\u{202E}abc\r\n\ttab\n\n\u{200B}fin", .french), ("", .spanish),
        ("a" + String(repeating: "\u{301}", count: 300), .french),
    ]

    @Test("Every row fits, whatever the text, the size and the mode", arguments: texts)
    func fits(text: String, language: Language) {
        for (columns, rows) in Self.sizes {
            for keys in ["a", "h", "r", "rsxyz", "f", "?", "G"] {
                var review = Samples.review(columns: columns, rows: rows, Samples.comment(1, text, language: language))
                review.type(keys)
                let screen = review.render()
                #expect(screen.rows.count == rows)
                for row in screen.rows {
                    #expect(row.width <= columns, "\(columns)×\(rows) after \(keys): \(row.text)")
                    #expect(row.text.unicodeScalars.allSatisfy { !VisibleText.acts($0) }, "\(row.text)")
                }
                if let cursor = screen.cursor { #expect(cursor.row < rows && cursor.column < columns) }
            }
        }
    }

    @Test("Nothing of the text is lost between the rows, and its order is kept", arguments: texts)
    func order(text: String, language: Language) {
        for columns in [36, 40, 76] {
            let layout = TextLayout(text, columns: columns)
            #expect(layout.rows.first?.scalars.lowerBound == 0)
            #expect(zip(layout.rows, layout.rows.dropFirst()).allSatisfy { $0.scalars.upperBound == $1.scalars.lowerBound })
            #expect(layout.rows.last?.scalars.upperBound == text.unicodeScalars.count)
            #expect(layout.rows.allSatisfy { $0.width <= columns })
            let drawn = layout.rows.flatMap(\.glyphs).flatMap { Array($0.scalars) }
            let scalars = Array(text.unicodeScalars)
            let missing = Set(scalars.indices).subtracting(drawn).map { scalars[$0] }
            #expect(missing.allSatisfy { $0 == " " || $0 == "\n" || $0 == "\r" })
            #expect(drawn == drawn.sorted())
        }
    }

    @Test("What the layout takes for plain is one column wide and harmless")
    func plain() {
        for value in UInt32(0)...0xFFFF {
            guard let scalar = Unicode.Scalar(value), TextLayout.isPlain(scalar) else { continue }
            let text = String(Character(scalar))
            #expect(DisplayWidth.of(text) == 1 && VisibleText.inline(text) == text && !VisibleText.acts(scalar), "\(value)")
        }
    }

    @Test("A terminal's commands in a comment are shown by their codes, and stand out")
    func hostile() {
        let review = Samples.review(Samples.comment(1, "un \u{1B}[2J deux"))
        let row = review.render().rows.first { $0.text.contains("deux") }
        #expect(row?.text.contains("un <U+001B>[2J deux") == true)
        #expect(row?.spans.contains(Span("<U+001B>", .code)) == true)
        var painter = Painter(isColoured: true)
        let painted = painter.paint(review.render())
        #expect(!painted.contains("\u{1B}[2J d"))
    }

    @Test("80×24: reference, bill, submitter, keys and the state of the queue are there")
    func standard() {
        let shown = Samples.review().shown
        for words in [
            "HB-TEST-0001", "03.25, article 1", "Projet de loi sur les placements", "French · person", "Jamila", "due 2025-10-28",
            "p publish", "r reject", "c ask", "n note", "s skip", "u undo", "a bill", "? help", "q quit",
            "1,204 waiting · oldest 41 d 0 h", "0 decided · 7 of 1,211 today",
        ] {
            #expect(shown.contains(words), "\(words)")
        }
    }

    @Test("40 columns: what nobody can do without is there")
    func narrow() {
        let shown = Samples.review(columns: 40, rows: 10).shown
        for words in ["HB-TEST-0001", "mérite un", "p publish", "r reject", "s skip", "? help", "1,204 waiting"] {
            #expect(shown.contains(words), "\(words)")
        }
        for (keys, words) in [("r", ["s  spam", "o  other", "Esc back"]), ("f", ["b  bill", "g  flag", "Enter apply"]), ("c", ["mérite un", "proposez", "Enter send"])] {
            var review = Samples.review(columns: 40, rows: 10)
            review.type(keys)
            for word in words { #expect(review.shown.contains(word), "\(word) in \(review.shown)") }
            #expect(review.shown.hasSuffix("0 decided "))
        }
        #expect(Samples.review(columns: 39, rows: 10).shown.contains("40×10 is needed"))
    }

    @Test("A long comment scrolls to its end and no further")
    func long() {
        let text = (1...200).map { "ligne \($0)" }.joined(separator: "\n")
        var review = Samples.review(Samples.comment(1, text))
        #expect(review.shown.contains("lines 1–"))
        #expect(!review.shown.contains("ligne 200"))
        for _ in 0..<40 { review.press(.pageDown) }
        #expect(review.shown.contains("ligne 200"))
        #expect(review.shown.contains("of 200, end"))
        _ = review.update(.resized(Size(columns: 80, rows: 50)))
        #expect(review.shown.contains("ligne 200"))
        review.type("g")
        #expect(review.shown.contains("ligne 1\n"))
    }

    @Test("The cursor stands where the next letter goes")
    func cursor() {
        var review = Samples.review()
        review.type("nabc")
        let screen = review.render()
        guard let cursor = screen.cursor else { return #expect(Bool(false), "no cursor") }
        #expect(screen.rows[cursor.row].text == "  abc")
        #expect(cursor.column == 5)
        review.press(.left)
        review.type("é")
        #expect(review.render().rows[cursor.row].text == "  abéc")
        #expect(review.render().cursor?.column == 5)
    }

    @Test("Only rows that changed are painted, and without colours the attributes stay")
    func painting() {
        var review = Samples.review()
        var painter = Painter(isColoured: false)
        _ = painter.paint(review.render())
        #expect(painter.paint(review.render()) == "")
        _ = review.update(.figures(Samples.stats))
        review.type("n")
        review.press(.escape)
        let first = painter.paint(review.render())
        #expect(first.isEmpty)
        review.type("?")
        let painted = painter.paint(review.render())
        #expect(painted.contains("\u{1B}[0;1m"))
        #expect(!painted.contains("31m"))
    }

    @Test("Typing, cutting and moving keep the text whole, combining characters too")
    func editing() {
        var editor = Editor(.note, text: "e")
        func press(_ keys: Key...) -> [Bool] { keys.map { editor.handle($0) } }
        #expect(press(.character("\u{301}")) == [true])
        #expect(editor.text == "e\u{301}" && editor.cursor == 1)
        #expect(press(.paste("un deux\r\ntrois")) == [true])
        #expect(editor.text == "e\u{301}un deux\ntrois")
        #expect(press(.control("w")) == [true])
        #expect(editor.text == "e\u{301}un deux\n")
        #expect(press(.backspace, .control("u"), .pageUp) == [true, true, false])
        #expect(editor.text == "" && editor.cursor == 0)
    }
}
