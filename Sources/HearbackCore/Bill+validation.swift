/// Why a bill can't be taken as it is.
package enum BillProblem: Error, Hashable, Sendable {
    case id(String)
    case noTitle
    case articleID(String)
    case duplicateArticle(String)
    case articleTooLong(String)
    case windowEndsBeforeItOpens
    case target(String)
    case policyVersion
    case lawWithoutCitation
    case citation(TextProblem)
}

extension Bill {
    /// Refuses a bill that could not be addressed or answered: bad identifiers, no title, a window that ends before it opens.
    package func validate() throws(BillProblem) {
        guard Self.isIdentifier(id) else { throw .id(id) }
        guard !titles.texts.isEmpty, titles.texts.values.allSatisfy({ !$0.isEmpty }) else { throw .noTitle }
        var seen: Set<String> = []
        for article in articles {
            guard Self.isIdentifier(article.id) else { throw .articleID(article.id) }
            guard seen.insert(article.id).inserted else { throw .duplicateArticle(article.id) }
            guard article.texts?.texts.values.allSatisfy({ $0.utf8.count <= Article.textAtMost }) ?? true else {
                throw .articleTooLong(article.id)
            }
        }
        if let closes = window.closes, closes <= window.opens { throw .windowEndsBeforeItOpens }
        try policy.validate()
    }

    /// Lower-case letters, digits and `-`, 1 to 64 of them: safe in URLs, file names and shells.
    package static func isIdentifier(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}
