/// Phone numbers: Moroccan ones in the national and the international form, others in the international form (E.164).
///
/// The Moroccan plan (ANRT, ITU-T E.164 country code 212): `0` or `+212`, then 5, 6, 7 or 8 and eight digits.
struct PhoneRule: ScreeningRule {
    let flag = ScreeningFlag.phone

    func matches(in text: FoldedText, _ language: Language) -> [ScreeningMatch] {
        guard text.digitCount >= 8 else { return [] }
        var matches: [ScreeningMatch] = []
        var index = 0
        while index < text.count {
            if let match = match(text, at: index) {
                matches.append(match)
                index = match.range.upperBound
            } else {
                index += 1
            }
        }
        return matches
    }

    private func match(_ text: FoldedText, at index: Int) -> ScreeningMatch? {
        let first = text[index]
        guard first == UInt32(scalar: "+") || first == UInt32(scalar: "0") || first == UInt32(scalar: "2"), DigitReader.isStart(text, index) else {
            return nil
        }
        if let end = moroccan(text, index) { return ScreeningMatch(range: index..<end, code: "ma") }
        if first == UInt32(scalar: "+"), let end = international(text, index) {
            return ScreeningMatch(range: index..<end, code: "international")
        }
        return nil
    }

    private func moroccan(_ text: FoldedText, _ index: Int) -> Int? {
        var reader = DigitReader(text, at: index)
        if reader.take("+212") || reader.take("00212") || reader.take("212") || reader.take("+ 212") {
            // +212 (0)6 …: the zero is for calls from inside.
            var inside = reader
            if inside.digit(in: 0x30...0x30) != nil { reader = inside }
        } else if !reader.take("0") {
            return nil
        }
        guard reader.digit(in: 0x35...0x38) != nil, reader.digits(8), reader.isAtEnd else { return nil }
        return reader.index
    }

    /// A plus sign and 8 to 15 digits, the first of them not 0.
    private func international(_ text: FoldedText, _ index: Int) -> Int? {
        var reader = DigitReader(text, at: index + 1)
        guard reader.digit(in: 0x31...0x39) != nil else { return nil }
        var count = 1
        while count < 15, reader.digit() != nil { count += 1 }
        return count >= 8 && reader.isAtEnd ? reader.index : nil
    }
}
