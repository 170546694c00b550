/// Descriptions are `cause: remedy`; where the two are shown apart, here they are. A test holds every case to it.
extension URLRefusal {
    package var cause: String { parts.cause }
    package var remedy: String { parts.remedy }

    private var parts: (cause: String, remedy: String) {
        let text = description
        // The last separator: a cause may quote the parser.
        let words = text.split(separator: ": ", omittingEmptySubsequences: false)
        guard let remedy = words.last, words.count > 1 else { return (text, "") }
        return (words.dropLast().joined(separator: ": "), String(remedy))
    }
}
