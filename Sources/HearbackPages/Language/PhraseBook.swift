import Foundation
package import HearbackCore
import HearbackReports

/// What the pages say in one language: a JSON object of phrases. A phrase whose form hangs on a number is itself an
/// object, of CLDR's plural categories.
struct PhraseBook: Sendable {
    let language: Language
    private let phrases: [Phrase: Template]

    /// - Throws: `PageAssetError` for what is no such object, or lacks a phrase.
    init(_ language: Language, json: [UInt8]) throws(PageAssetError) {
        let entries: [String: Entry]
        do { entries = try JSONDecoder().decode([String: Entry].self, from: Data(json)) } catch {
            throw .catalogue(language, "no object of phrases")
        }
        var phrases: [Phrase: Template] = [:]
        for (name, entry) in entries {
            guard let phrase = Phrase(rawValue: name) else { throw .catalogue(language, "unknown phrase \(name)") }
            phrases[phrase] = entry.template
        }
        if let missing = Phrase.allCases.first(where: { phrases[$0] == nil }) {
            throw .catalogue(language, "\(missing.rawValue) is missing")
        }
        (self.language, self.phrases) = (language, phrases)
    }

    subscript(phrase: Phrase) -> Template { phrases[phrase] ?? "" }

    private struct Entry: Decodable {
        let template: Template

        init(from decoder: any Decoder) throws {
            let box = try decoder.singleValueContainer()
            if let text = try? box.decode(String.self) {
                template = Template([.other: text])
                return
            }
            var forms: [PluralCategory: String] = [:]
            for (name, text) in try box.decode([String: String].self) {
                guard let category = PluralCategory(rawValue: name) else {
                    throw DecodingError.dataCorruptedError(in: box, debugDescription: "no plural category: \(name)")
                }
                forms[category] = text
            }
            template = Template(forms)
        }
    }
}

/// A part of the program itself is broken.
package enum PageAssetError: Error, Hashable, CustomStringConvertible {
    case catalogue(Language, String)
    case template(String)

    package var description: String {
        switch self {
        case .catalogue(let language, let fault): "the pages' catalogue \(language.rawValue).json: \(fault)"
        case .template(let name): "the pages' template \(name) can't be read"
        }
    }
}
