/// How many columns a terminal gives to a text.
///
/// The rule of wcwidth(3): none for combining and invisible characters (Arabic vowel signs, the Tifinagh joiner), two for
/// what Unicode's Standard Annex 11 calls wide, one for the rest. Glibc's own function is not in Swift's Glibc module and
/// depends on the locale; the tests compare with it.
package enum DisplayWidth {
    package static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        case .format: return VisibleText.isArabicSign(scalar) ? 1 : 0
        default: return isWide(scalar) ? 2 : isTrailingJamo(scalar) ? 0 : 1
        }
    }

    package static func of(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    /// The beginning of a text that fits, cut between characters, with `…` for what is missing.
    package static func fit(_ text: String, into columns: Int) -> String {
        guard of(text) > columns else { return text }
        guard columns > 0 else { return "" }
        var kept = ""
        var used = 0
        for character in text {
            let width = of(String(character))
            guard used + width <= columns - 1 else { break }
            kept.append(character)
            used += width
        }
        return kept + "…"
    }

    /// Vowels and final consonants of Hangul, which are drawn into the syllable before them.
    private static func isTrailingJamo(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: true
        default: false
        }
    }

    /// East Asian scripts by block, and the emoji that are drawn as pictures without being asked.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x1100: false
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
            0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
            true
        case 0x1F1E6...0x1F1FF: false
        default: scalar.properties.isEmojiPresentation
        }
    }
}
