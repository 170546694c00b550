/// What a rule found, in the folded text.
struct ScreeningMatch {
    let range: Range<Int>
    let code: String
}

/// One thing that screening looks for. Every rule takes time in proportion to the text's length, whatever the text.
protocol ScreeningRule: Sendable {
    var flag: ScreeningFlag { get }
    func matches(in text: FoldedText, _ language: Language) -> [ScreeningMatch]
}
