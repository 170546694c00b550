import HearbackCore

extension Grammar {
    /// Months as CLDR 46 writes them. CLDR has no plural rule for the language: one form serves every number.
    static let tamazight = Grammar(
        language: .tamazight, numbers: NumberStyle(group: "\u{A0}", decimal: ","), plural: .tamazight,
        nouns: [
            .comment: "{n} ⵉⵡⵏⵏⵉⵜⵏ", .day: "{n} ⵡⵓⵙⵙⴰⵏ", .hour: "{n} ⵜⵙⵔⴰⴳⵉⵏ", .minute: "{n} ⵜⵓⵙⴷⵉⴷⵉⵏ",
        ],
        months: [
            "ⵉⵏⵏⴰⵢⵔ", "ⴱⵕⴰⵢⵕ", "ⵎⴰⵕⵚ", "ⵉⴱⵔⵉⵔ", "ⵎⴰⵢⵢⵓ", "ⵢⵓⵏⵢⵓ", "ⵢⵓⵍⵢⵓⵣ", "ⵖⵓⵛⵜ", "ⵛⵓⵜⴰⵏⴱⵉⵔ", "ⴽⵜⵓⴱⵔ", "ⵏⵓⵡⴰⵏⴱⵉⵔ",
            "ⴷⵓⵊⴰⵏⴱⵉⵔ",
        ],
        date: "{day} {month} {year}")
}
