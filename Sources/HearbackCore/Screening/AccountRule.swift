/// Bank accounts: IBAN (ISO 13616) and the Moroccan account number (RIB, 24 digits), each by its check digits.
///
/// Both are checked modulo 97 (ISO/IEC 7064, MOD 97-10), so that one in a hundred strings of the same shape is taken for an
/// account by chance. An IBAN's length is that of its country.
struct AccountRule: ScreeningRule {
    let flag = ScreeningFlag.iban

    func matches(in text: FoldedText, _ language: Language) -> [ScreeningMatch] {
        guard text.digitCount >= 10 else { return [] }
        var matches: [ScreeningMatch] = []
        var index = 0
        while index < text.count {
            if DigitReader.isStart(text, index), let match = iban(text, index) ?? rib(text, index) {
                matches.append(match)
                index = match.range.upperBound
            } else {
                index += 1
            }
        }
        return matches
    }

    private func iban(_ text: FoldedText, _ index: Int) -> ScreeningMatch? {
        guard text[index].isLatin, text[index + 1].isLatin, text[index + 2].isDigit, text[index + 3].isDigit else { return nil }
        let country = text.folded[index..<index + 2].text
        guard let length = Self.lengths[country] else { return nil }
        var characters: [UInt32] = []
        var end = index
        while characters.count < length {
            let next = text[end] == 0x20 && !characters.isEmpty ? end + 1 : end
            guard text[next].isLatin || text[next].isDigit else { return nil }
            characters.append(text[next])
            end = next + 1
        }
        guard !text[end].isDigit, !text[end].isLetter else { return nil }
        // No country's accounts are mostly letters; sentences are: "de 40 independientemente".
        guard characters.count(where: \.isDigit) >= 10 else { return nil }
        guard Self.remainder(characters[4...] + characters[..<4]) == 1 else { return nil }
        return ScreeningMatch(range: index..<end, code: country)
    }

    private func rib(_ text: FoldedText, _ index: Int) -> ScreeningMatch? {
        guard text[index].isDigit else { return nil }
        var reader = DigitReader(text, at: index)
        var digits: [UInt32] = []
        while digits.count < 24 {
            guard let digit = reader.digit() else { return nil }
            digits.append(digit + 0x30)
        }
        // Twenty-four zeros have the right remainder too.
        guard reader.isAtEnd, digits.contains(where: { $0 != 0x30 }), Self.remainder(digits[...]) == 0 else { return nil }
        return ScreeningMatch(range: index..<reader.index, code: "rib")
    }

    /// Modulo 97, a letter standing for two digits: a is 10, z is 35.
    private static func remainder(_ characters: ArraySlice<UInt32>) -> UInt32 {
        characters.reduce(0) { rest, character in
            character.isDigit ? (rest * 10 + character - 0x30) % 97 : (rest * 100 + character - 0x57) % 97
        }
    }

    /// Characters of an IBAN by country: the registry of ISO 13616, kept by SWIFT.
    private static let lengths: [String: Int] = [
        "ad": 24, "ae": 23, "al": 28, "at": 20, "az": 28, "ba": 20, "be": 16, "bg": 22, "bh": 22, "br": 29, "by": 28,
        "ch": 21, "cr": 22, "cy": 28, "cz": 24, "de": 22, "dk": 18, "do": 28, "dz": 26, "ee": 20, "eg": 29, "es": 24,
        "fi": 18, "fo": 18, "fr": 27, "gb": 22, "ge": 22, "gi": 23, "gl": 18, "gr": 27, "gt": 28, "hr": 21, "hu": 28,
        "ie": 22, "il": 23, "iq": 23, "is": 26, "it": 27, "jo": 30, "kw": 30, "kz": 20, "lb": 28, "li": 21, "lt": 20,
        "lu": 20, "lv": 21, "ly": 25, "ma": 28, "mc": 27, "md": 24, "me": 22, "mk": 19, "mr": 27, "mt": 31, "mu": 30,
        "nl": 18, "no": 15, "pk": 24, "pl": 28, "ps": 29, "pt": 25, "qa": 29, "ro": 24, "rs": 22, "sa": 24, "se": 24,
        "si": 19, "sk": 24, "sm": 27, "sn": 28, "tn": 24, "tr": 26, "ua": 29, "va": 22, "xk": 20,
    ]
}
