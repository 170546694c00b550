/// Descriptions are `cause: remedy`; where the two are shown apart, here they are. A test holds every case to it.
extension URLRefusal {
    package var cause: String { parts.cause }
    package var remedy: String { parts.remedy }

    private var parts: (cause: String, remedy: String) {
        let text = description
        // The last colon: a cause may quote the parser.
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { return (text, "") }
        return (String(text[..<colon]), String(text[text.index(after: colon)...].drop { $0 == " " }))
    }
}
