import HearbackAPI
import HearbackCore

/// What opens in the editor: room for the text, and below a line what it is about, which is not sent.
struct Draft {
    let comment: CommentResource
    let bill: Bill

    static let scissors = "# ---- nothing from this line on is sent ----"

    /// - Parameter text: what was written before, and not sent.
    func page(_ text: String) -> String {
        let language = comment.language
        let article = bill.articles.first { $0.id == comment.article }
        var below = [
            "\(comment.reference), \(language.rawValue), \(comment.state.words)", "",
            "\(bill.reference)  \(bill.titles.best(for: language) ?? bill.id)",
        ]
        if let article { below += ["\(article.id)  \(article.titles.best(for: language) ?? "")", article.texts?.best(for: language) ?? ""] }
        below += ["", comment.text ?? "(erased)"]
        // What comes from outside must not move the editor's cursor or look like the line above.
        let quoted = below.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }.map { "# " + VisibleText.inline(String($0)) }
        return "\(text)\n\n\(Self.scissors)\n" + quoted.joined(separator: "\n")
    }

    /// What was written above the line, without empty lines around it.
    static func text(of page: String) -> String {
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0 != scissors[...] }
        let written = lines.drop { $0.allSatisfy(\.isWhitespace) }.reversed().drop { $0.allSatisfy(\.isWhitespace) }.reversed()
        return written.joined(separator: "\n")
    }
}
