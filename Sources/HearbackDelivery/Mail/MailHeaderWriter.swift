import HearbackCore

/// Writes header fields, folded at 78 bytes wherever there is a place to fold (RFC 5322, sections 2.1.1 and 2.2.3).
///
/// What it is given has passed `MailMessage`'s gate: no control character anywhere.
struct MailHeaderWriter {
    static let lineLength = 78
    private(set) var text = ""
    private var column = 0
    /// No fold right behind the name: a line of white space alone is not allowed (RFC 5322, section 3.2.2).
    private var isFirst = true

    /// A field of tokens that are ASCII already; folds between them.
    mutating func field(_ name: String, _ tokens: [String]) {
        begin(name)
        for token in tokens { append(token) }
        end()
    }

    /// A field of free text: as it is when plain ASCII says it, in encoded words else.
    mutating func unstructured(_ name: String, _ value: String) {
        begin(name)
        let words = Self.plainWords(value) ?? EncodedWords.encode(value, room: Self.lineLength - column - 1)
        for word in words { append(word) }
        end()
    }

    /// `Name <local@domain>`, or the bare address.
    mutating func mailbox(_ name: String, _ mailbox: Mailbox) {
        begin(name)
        if let phrase = mailbox.name, !phrase.isEmpty {
            for word in Self.phrase(phrase, room: Self.lineLength - column - 1) { append(word) }
            append("<\(mailbox.address.text)>")
        } else {
            append(mailbox.address.text)
        }
        end()
    }

    private mutating func begin(_ name: String) {
        text += name + ":"
        column = name.utf8.count + 1
    }

    private mutating func append(_ token: String) {
        let length = token.utf8.count + 1
        if column + length > Self.lineLength, !isFirst {
            text += "\r\n"
            column = 0
        }
        text += " " + token
        column += length
        isFirst = false
    }

    private mutating func end() {
        text += "\r\n"
        isFirst = true
    }

    /// The words between single spaces; nil when `value` is not ASCII, could be taken for an encoded word, or would not
    /// come back the same from folding.
    private static func plainWords(_ value: String) -> [String]? {
        let words = value.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), !value.contains("=?"),
            words.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 60 })
        else { return nil }
        return words
    }

    /// A display name: a quoted string when it is short plain ASCII, else encoded words.
    private static func phrase(_ name: String, room: Int) -> [String] {
        guard name.utf8.count <= 60, name.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), !name.contains("=?") else {
            return EncodedWords.encode(name, room: room)
        }
        let escaped = name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return ["\"\(escaped)\""]
    }
}
