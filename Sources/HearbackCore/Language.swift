/// The five languages in which Hearback speaks with people; raw values are ISO 639 codes as used in BCP 47 tags.
package enum Language: String, CaseIterable, Codable, Sendable {
    case arabic = "ar"
    case tamazight = "zgh"
    case french = "fr"
    case english = "en"
    case spanish = "es"

    /// Whether the language's script runs from right to left.
    package var isRightToLeft: Bool { self == .arabic }

    /// The best of our languages for an `Accept-Language` header (RFC 9110, section 12.5.4).
    ///
    /// Ranges match by their primary subtag; `ber` and `tzm` are read as Tamazight. Malformed ranges and `q=0` are passed over.
    package init?(acceptLanguage header: String) {
        var best: (language: Language, quality: Double)?
        for range in header.split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            guard let tag = parts.first, let language = Language(tag: tag) else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if quality > 0, quality > best?.quality ?? 0 { best = (language, quality) }
        }
        guard let best else { return nil }
        self = best.language
    }

    private init?(tag: String) {
        guard let primary = tag.lowercased().split(separator: "-").first else { return nil }
        switch primary {
        case "ber", "tzm": self = .tamazight
        default: self.init(rawValue: String(primary))
        }
    }
}

/// The same text in some of our languages.
package struct LocalizedText: Hashable, Sendable {
    package var texts: [Language: String]

    package init(_ texts: [Language: String]) {
        self.texts = texts
    }

    package static let none = LocalizedText([:])

    package var isEmpty: Bool { texts.isEmpty }

    /// The text in `language`, else in French, Arabic, English, Spanish or Tamazight, whichever exists first.
    package func best(for language: Language) -> String? {
        let order: [Language] = [language, .french, .arabic, .english, .spanish, .tamazight]
        return order.lazy.compactMap { texts[$0] }.first
    }
}

extension LocalizedText: Codable {
    package init(from decoder: any Decoder) throws {
        let raw = try [String: String](from: decoder)
        texts = [:]
        for (code, text) in raw {
            guard let language = Language(rawValue: code) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "unknown language \(code)"))
            }
            texts[language] = text
        }
    }

    package func encode(to encoder: any Encoder) throws {
        try Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, $0.value) }).encode(to: encoder)
    }
}
