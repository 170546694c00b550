/// One character as screening compares it: without case, accents and Arabic spelling variants, digits as ASCII.
///
/// Latin letters lose their marks (canonical decomposition of the Unicode Character Database, and ß æ ø đ ħ ł ŋ). Of the
/// Arabic letters the forms of alef become one, as do ya and alef maqsura, ta marbuta and ha, and the Persian and
/// Moroccan variants of kaf, ya, fa and ba. Tifinagh is read as the Latin letters of IRCAM's transcription, so that a
/// list of Tamazight words in Latin letters is found in both scripts.
enum LetterFold {
    /// Something that is neither letter, digit, space nor ASCII.
    static let symbol: UInt32 = 0xFFFC

    enum Folded {
        case one(UInt32)
        /// Lam with alef, written as one character.
        case lamAlef
        /// Marks and invisible characters, which can't hide a word by standing in it.
        case nothing
    }

    static func fold(_ scalar: Unicode.Scalar) -> Folded {
        let value = scalar.value
        switch value {
        case 0x41...0x5A: return .one(value | 0x20)
        case 0x09, 0x0B, 0x0C: return .one(0x20)
        case 0..<0x80: return .one(value)
        // Spanish writes another word with it: año, ano.
        case 0xD1, 0xF1: return .one(0xF1)
        case 0xC0...0x17F: return letter(latin[Int(value - 0xC0)], else: value)
        case 0x1E00...0x1EFF: return letter(latinAdditional[Int(value - 0x1E00)], else: value)
        case 0x2D30...0x2D67: return letter(tifinagh[Int(value - 0x2D30)], else: value)
        case 0x0621...0x064A: return value == 0x0640 ? .nothing : .one(arabic(value))
        case 0xFE80...0xFEF4: return .one(arabicForms[Int(value - 0xFE80)])
        case 0xFEF5...0xFEFC: return .lamAlef
        case 0xFF01...0xFF5E: return fold(Unicode.Scalar(value - 0xFEE0) ?? scalar)
        // Mathematical alphabets, thirteen of them, each A to Z and a to z.
        case 0x1D400...0x1D6A3: return .one((value - 0x1D400) % 26 + 0x61)
        default: return byProperties(scalar)
        }
    }

    private static func byProperties(_ scalar: Unicode.Scalar) -> Folded {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return .nothing
        case .decimalNumber: return .one(0x30 + UInt32(properties.numericValue ?? 0))
        case .spaceSeparator: return .one(0x20)
        case .lineSeparator, .paragraphSeparator: return .one(0x0A)
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark:
            return .one(variant(scalar.value))
        default: return .one(symbol)
        }
    }

    /// Letters outside the tables that stand for one inside: the extended Latin of Tamazight, variants of Arabic letters.
    private static func variant(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x025B, 0x0190, 0x03B5: 0x65  // ɛ ε: e
        case 0x0263, 0x0194, 0x03B3: 0x67  // ɣ γ: g
        case 0x0671...0x0673: 0x0627
        case 0x06A9, 0x06AD, 0x06AF: 0x0643  // ک ڭ گ: ك
        case 0x06A4: 0x0641  // ڤ: ف
        case 0x067E: 0x0628  // پ: ب
        case 0x06CC, 0x06D2: 0x064A
        case 0x06BE, 0x06C1, 0x06D5: 0x0647
        default: value
        }
    }

    private static func arabic(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x0622, 0x0623, 0x0625: 0x0627
        case 0x0624: 0x0648
        case 0x0626, 0x0649: 0x064A
        case 0x0629: 0x0647
        default: value
        }
    }

    private static func letter(_ byte: UInt8, else value: UInt32) -> Folded {
        .one(byte == UInt8(ascii: ".") ? value : UInt32(byte))
    }

    /// U+00C0 to U+017F; a full stop where there is no base letter.
    private static let latin = Array(
        """
        aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
        lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
        """.utf8)

    /// U+1E00 to U+1EFF.
    private static let latinAdditional = Array(
        """
        aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
        mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
        wwwwwwwwwwxxxxyyzzzzzzhtwyas..s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
        eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......
        """.utf8)

    /// U+2D30 to U+2D67.
    private static let tifinagh = Array("abbggjjddddefkkkhhhhexxqqijjjlmnnnpurrggjsscttctvwyzzzeo".utf8)

    /// U+FE80 to U+FEF4: initial, medial and final forms as single characters.
    private static let arabicForms = Array(
        """
        ءااااووااييييااببببههتتتتثثثثججججححححخخخخددذذررززسسسسششششصصصصضضضضططططظظظظععععغغغغففففققققككككللللممممننننههههوويييييي
        """.unicodeScalars.map(\.value))
}
