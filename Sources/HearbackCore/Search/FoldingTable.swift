/// What each scalar folds to. Worked out once for the blocks in which our languages are written.
struct FoldingTable: Sendable {
    enum Entry: Hashable, Sendable {
        /// Ends a word.
        case separator
        /// Is passed over inside a word.
        case nothing
        case one(Unicode.Scalar)
        case many([Unicode.Scalar])

        init(_ scalars: [Unicode.Scalar]) {
            if let first = scalars.first {
                self = scalars.count == 1 ? .one(first) : .many(scalars)
            } else {
                self = .nothing
            }
        }

        var scalars: [Unicode.Scalar] {
            switch self {
            case .separator, .nothing: []
            case .one(let scalar): [scalar]
            case .many(let scalars): scalars
            }
        }
    }

    static let shared = FoldingTable()

    /// Latin to Arabic, Tifinagh and punctuation.
    private static let known: UInt32 = 0x3000
    private let entries: [Entry]
    private let names: [String: Unicode.Scalar]

    private init() {
        var names: [String: Unicode.Scalar] = [:]
        for range in [0x0061...0x007A, 0x00DF...0x024F, 0x0250...0x02AF, 0x0370...0x052F, 0x0621...0x06D5] as [ClosedRange<UInt32>] {
            for scalar in range.compactMap(Unicode.Scalar.init) {
                if let name = scalar.properties.name { names[name] = scalar }
            }
        }
        self.names = names
        entries = (0..<Self.known).map { value in Unicode.Scalar(value).map { Self.entry($0, names) } ?? .separator }
    }

    subscript(_ scalar: Unicode.Scalar) -> Entry {
        scalar.value < Self.known ? entries[Int(scalar.value)] : Self.entry(scalar, names)
    }

    private static func entry(_ scalar: Unicode.Scalar, _ names: [String: Unicode.Scalar]) -> Entry {
        if let folded = special[scalar] ?? TifinaghTable.letters[scalar] { return Entry(Array(folded.unicodeScalars)) }
        let properties = scalar.properties
        let lower = properties.lowercaseMapping
        if lower != String(scalar) {
            let parts = lower.unicodeScalars.map { $0 == scalar ? Entry.one($0) : entry($0, names) }
            return Entry(parts.flatMap(\.scalars))
        }
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return .nothing
        // A zero-width space is a place to break a line, so a place between words.
        case .format: return scalar.value == 0x200B ? .separator : .nothing
        case .decimalNumber, .otherNumber, .letterNumber: return .one(digit(properties) ?? scalar)
        case .lowercaseLetter, .otherLetter, .titlecaseLetter, .uppercaseLetter:
            guard let parts = parts(of: scalar, names), parts != [scalar] else { return .one(scalar) }
            return Entry(parts.flatMap { entry($0, names).scalars })
        case .modifierLetter: return (0x02B9...0x02BF).contains(scalar.value) ? .separator : .one(scalar)
        default: return .separator
        }
    }

    private static func digit(_ properties: Unicode.Scalar.Properties) -> Unicode.Scalar? {
        guard properties.numericType == .decimal || properties.numericType == .digit,
            let value = properties.numericValue, (0...9).contains(value)
        else { return nil }
        return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
    }

    /// The letters that a letter's Unicode name says it is made of: names never change (Unicode stability policy).
    private static func parts(of scalar: Unicode.Scalar, _ names: [String: Unicode.Scalar]) -> [Unicode.Scalar]? {
        guard var name = scalar.properties.name else { return nil }
        if name.hasPrefix("FULLWIDTH ") { return names[String(name.dropFirst(10))].map { [$0] } }
        if name.hasPrefix("ARABIC ") {
            guard let form = [" ISOLATED FORM", " INITIAL FORM", " MEDIAL FORM", " FINAL FORM"].first(where: name.hasSuffix)
            else { return nil }
            name.removeLast(form.count)
            if let letter = names[name] { return [letter] }
            guard name.hasPrefix("ARABIC LIGATURE ") else { return nil }
            let letters = split(name.dropFirst(16)).map { names["ARABIC LETTER " + $0] }
            return letters.contains(nil) ? nil : letters.compactMap { $0 }
        }
        guard ["LATIN ", "GREEK ", "CYRILLIC "].contains(where: name.hasPrefix) else { return nil }
        return names[split(name[...])[0]].map { [$0] }
    }

    /// At each ` WITH `; always at least one part.
    private static func split(_ name: Substring) -> [String] {
        var parts = [[Substring]]()
        parts.append([])
        for word in name.split(separator: " ") {
            if word == "WITH" { parts.append([]) } else { parts[parts.count - 1].append(word) }
        }
        return parts.map { $0.joined(separator: " ") }
    }

    private static let special: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [
            // Latin letters without a decomposition.
            "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ſ": "s", "ª": "a", "º": "o",
            "\u{FB00}": "ff", "\u{FB01}": "fi", "\u{FB02}": "fl", "\u{FB03}": "ffi", "\u{FB04}": "ffl",
            "\u{FB05}": "st", "\u{FB06}": "st",
            // Tamazight in Latin letters: Greek look-alikes, and the sign of labialisation.
            "ε": "ɛ", "γ": "ɣ", "ʷ": "w",
            "й": "и", "ё": "е",
            "\u{0640}": "", "\u{FDF2}": "الله",
        ]
        let same: [(Unicode.Scalar, String)] = [
            ("ا", "أإآٱٲٳٵ"), ("و", "ؤٶ"), ("ي", "ىئیېےۓ"), ("ه", "ةھہەۀۂۃ"), ("ك", "کڪگڭݣ"), ("ب", "پ"), ("ف", "ڤڥ"),
        ]
        for (letter, forms) in same {
            for form in forms.unicodeScalars { table[form] = String(letter) }
        }
        for value in (0xFEF5...0xFEFC) as ClosedRange<UInt32> {
            if let ligature = Unicode.Scalar(value) { table[ligature] = "لا" }
        }
        return table
    }()
}
