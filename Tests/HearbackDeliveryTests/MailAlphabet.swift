/// Random header text from the scripts that notices are written in, and what else may stand in a title.
enum MailAlphabet {
    private static let pieces: [String] = [
        "a", "Z", "7", " ", " ", ".", "=", "?", "=?", "?=", "_", "\"", "<", ",", "é", "ñ", "ß", "€", "ب", "ع", "ة", "لا", "ـ",
        "\u{200F}", "\u{2068}", "\u{2069}", "ⵣ", "ⵖ", "ⵯ", "👍🏽", "👩‍👩‍👧‍👦", "🇲🇦", "e\u{301}", "\u{1F600}", "\u{10FFFD}", "中",
    ]

    /// 1 to 120 pieces, at least one of them visible.
    static func text(using generator: inout some RandomNumberGenerator) -> String {
        let count = Int.random(in: 0..<120, using: &generator)
        return (0..<count).map { _ in pieces[Int.random(in: pieces.indices, using: &generator)] }.joined() + "x"
    }
}
