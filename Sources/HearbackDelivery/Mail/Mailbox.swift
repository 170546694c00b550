package import HearbackCore

/// Who writes or is written to: an address, with or without a name (RFC 5322, section 3.4).
package struct Mailbox: Hashable, Sendable {
    package var name: String?
    package var address: EmailAddress

    package init(name: String? = nil, address: EmailAddress) {
        (self.name, self.address) = (name, address)
    }
}

/// An absolute http or https URL of printable ASCII, without the characters that end one in a header, a text or an
/// attribute (RFC 3986, section 2). At most 900 bytes, so that it fits a header line unfolded.
package struct MailLink: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Nil when `text` is not such a URL.
    package init?(_ text: String) {
        let scheme = text.hasPrefix("https://") ? "https://" : "http://"
        let forbidden = "\"<>\\^`{|}'".utf8
        guard text.hasPrefix(scheme), text.utf8.count > scheme.utf8.count, text.utf8.count <= 900,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !forbidden.contains($0) })
        else { return nil }
        self.text = text
    }

    package var isSecure: Bool { text.hasPrefix("https://") }

    /// Without path and query: they hold tokens.
    package var description: String {
        let host = text.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        return (isSecure ? "https://" : "http://") + host + "/…"
    }
}
