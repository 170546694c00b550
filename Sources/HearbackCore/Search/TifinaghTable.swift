/// Tifinagh as the Latin letters that fold the same.
///
/// The thirty-three letters of IRCAM's alphabet with its Latin transcription, whose dots below fold away as accents do; then the
/// letters of other traditions, after their names in the Unicode chart U+2D30–2D7F.
enum TifinaghTable {
    static let letters: [Unicode.Scalar: String] = [
        "ⴰ": "a", "ⴱ": "b", "ⴳ": "g", "ⴷ": "d", "ⴹ": "d", "ⴻ": "e", "ⴼ": "f", "ⴽ": "k", "ⵀ": "h", "ⵃ": "h", "ⵄ": "ɛ",
        "ⵅ": "x", "ⵇ": "q", "ⵉ": "i", "ⵊ": "j", "ⵍ": "l", "ⵎ": "m", "ⵏ": "n", "ⵓ": "u", "ⵔ": "r", "ⵕ": "r", "ⵖ": "ɣ",
        "ⵙ": "s", "ⵚ": "s", "ⵛ": "c", "ⵜ": "t", "ⵟ": "t", "ⵡ": "w", "ⵢ": "y", "ⵣ": "z", "ⵥ": "z", "ⵯ": "w",
        "ⴲ": "b", "ⴴ": "g", "ⴵ": "j", "ⴶ": "j", "ⴸ": "d", "ⴺ": "d", "ⴾ": "k", "ⴿ": "k", "ⵁ": "h", "ⵂ": "h", "ⵆ": "x",
        "ⵈ": "q", "ⵋ": "j", "ⵌ": "j", "ⵐ": "ny", "ⵑ": "ŋ", "ⵒ": "p", "ⵗ": "ɣ", "ⵘ": "ɣ", "ⵝ": "t", "ⵞ": "c", "ⵠ": "v",
        "ⵤ": "z", "ⵦ": "e", "ⵧ": "o",
    ]

    /// A folded word with the digraphs of French-like spelling as the one letter that they stand for: `yughal` is `yuɣal`.
    static func undigraphed(_ word: String) -> String {
        let scalars = Array(word.unicodeScalars)
        guard scalars.contains(where: { $0 == "h" || $0 == "o" }) else { return word }
        var output = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            if index + 1 < scalars.count, let letter = digraph(scalars[index], scalars[index + 1]) {
                output.append(letter)
                index += 2
            } else {
                output.append(scalars[index])
                index += 1
            }
        }
        return String(output)
    }

    private static func digraph(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
        switch (first, second) {
        case ("g", "h"): "ɣ"
        case ("k", "h"): "x"
        case ("c", "h"), ("s", "h"): "c"
        case ("t", "h"): "t"
        case ("d", "h"): "d"
        case ("o", "u"): "u"
        default: nil
        }
    }
}
