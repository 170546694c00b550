import HearbackCore

/// In which direction a citizen's text runs: that of most of its letters, or of its language where it has none.
///
/// The first strong letter, which `dir="auto"` goes by, turns an Arabic comment around that begins with a Latin name.
enum TextDirection {
    static func of(_ text: String, in language: Language) -> String {
        var balance = 0
        for scalar in text.unicodeScalars.prefix(4_096) where scalar.properties.isAlphabetic {
            balance += isRightToLeft(scalar) ? 1 : -1
        }
        return balance == 0 ? language.direction : balance > 0 ? "rtl" : "ltr"
    }

    /// Hebrew, Arabic and their neighbours, by block (Unicode Standard Annex 9, classes R and AL).
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }
}
