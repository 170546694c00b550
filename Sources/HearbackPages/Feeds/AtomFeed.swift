package import HearbackCore

/// A feed that any reader takes (RFC 4287).
package struct AtomFeed: Sendable {
    /// Where the feed itself is.
    package var address: String
    /// The page that shows the same.
    package var page: String
    package var title: String
    package var author: String
    package var language: Language
    package var updated: Instant
    package var entries: [Entry]

    package struct Entry: Sendable {
        /// Stays the same for ever.
        package var id: String
        package var address: String
        package var title: String
        package var language: Language
        package var published: Instant
        package var updated: Instant
        package var text: String

        package init(
            id: String, address: String, title: String, language: Language, published: Instant, updated: Instant, text: String
        ) {
            (self.id, self.address, self.title, self.language) = (id, address, title, language)
            (self.published, self.updated, self.text) = (published, updated, text)
        }
    }

    package init(
        address: String, page: String, title: String, author: String, language: Language, updated: Instant, entries: [Entry]
    ) {
        (self.address, self.page, self.title, self.author) = (address, page, title, author)
        (self.language, self.updated, self.entries) = (language, updated, entries)
    }

    package static let mediaType = "application/atom+xml; charset=utf-8"

    package var xml: String {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(language.rawValue)">
        <id>\(Self.text(address))</id>
        <title>\(Self.text(title))</title>
        <updated>\(updated.rfc3339)</updated>
        <author><name>\(Self.text(author))</name></author>
        <link rel="self" type="application/atom+xml" href="\(Self.text(address))"/>
        <link rel="alternate" type="text/html" href="\(Self.text(page))"/>
        <generator version="\(HearbackVersion.current)">hearback</generator>
        \(entries.map(Self.entry).joined(separator: "\n"))
        </feed>

        """
    }

    private static func entry(_ entry: Entry) -> String {
        """
        <entry xml:lang="\(entry.language.rawValue)">
        <id>\(text(entry.id))</id>
        <title>\(text(entry.title))</title>
        <link rel="alternate" type="text/html" href="\(text(entry.address))"/>
        <published>\(entry.published.rfc3339)</published>
        <updated>\(entry.updated.rfc3339)</updated>
        <content type="text">\(text(entry.text))</content>
        </entry>
        """
    }

    /// Escaped, and without the characters that XML 1.0 (section 2.2) has no way to write.
    static func text(_ text: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x9, 0xA, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: clean.append(scalar)
            // A bare CR would be read as a line feed.
            case 0xD: clean.append("\n")
            default: clean.append("\u{FFFD}")
            }
        }
        return Markup.escaped(String(clean))
    }
}
