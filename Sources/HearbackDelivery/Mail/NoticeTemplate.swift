import HearbackCore

/// What a phrase can have filled in: `{reference}`.
enum NoticeValue: String, CaseIterable, Sendable {
    case reference, bill, institution, date, days, citation, count, overdue, command
}

/// A phrase taken apart into words and places to fill.
struct NoticeTemplate: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case words(String)
        case value(NoticeValue)
    }

    let parts: [Part]

    init(phrase: NoticePhrase, language: Language) { self.init(phrase.template(in: language)) }

    /// Braces around anything that is no value's name stay words.
    init(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}"),
            let value = NoticeValue(rawValue: String(rest[open..<close].dropFirst()))
        {
            if open > rest.startIndex { parts.append(.words(String(rest[..<open]))) }
            parts.append(.value(value))
            rest = rest[close...].dropFirst()
        }
        if !rest.isEmpty { parts.append(.words(String(rest))) }
        self.parts = parts
    }

    var values: Set<NoticeValue> {
        Set(parts.compactMap { if case .value(let value) = $0 { value } else { nil } })
    }

    /// - Parameters:
    ///   - words: how the phrase's own words are written.
    ///   - value: how a value is written; a value that is not there is written as nothing.
    func fill(
        _ values: [NoticeValue: String], words: (String) -> String = { $0 }, with value: (String) -> String
    ) -> String {
        parts.map { part in
            switch part {
            case .words(let text): words(text)
            case .value(let name): values[name].map(value) ?? ""
            }
        }.joined()
    }
}
