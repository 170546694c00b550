/// The words of a comment that was written as HTML: lines where it had paragraphs and breaks, and where its links lead.
enum HTMLText {
    static func plain(_ html: String) -> String {
        var output = ""
        var link: String?
        var rest = html[...]
        while let sign = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
            output += rest[..<sign]
            rest = rest[sign...]
            if rest.first == "&" {
                output += entity(&rest)
            } else if let tag = Tag(&rest) {
                output += text(of: tag, &link, output)
            } else {
                // A lone sign, as in "3 < 5".
                output.append(rest.removeFirst())
            }
        }
        return tidied(output + rest)
    }

    private static func text(of tag: Tag, _ link: inout String?, _ before: String) -> String {
        switch (tag.name, tag.isEnd) {
        case ("br", _): return "\n"
        case ("p", true), ("div", true), ("blockquote", true), ("ul", true), ("ol", true): return "\n\n"
        case ("p", false), ("div", false), ("blockquote", false): return before.isEmpty ? "" : "\n"
        case ("li", false): return "\n- "
        case ("a", false): link = tag.href
        case ("a", true):
            defer { link = nil }
            if let address = link, !before.hasSuffix(address) { return " (\(address))" }
        default: break
        }
        return ""
    }

    private struct Tag {
        let name: String
        let isEnd: Bool
        let href: String?

        /// Takes a tag or a comment from the front; nil where there is none.
        init?(_ rest: inout Substring) {
            if rest.hasPrefix("<!--") {
                guard let end = rest.firstRange(of: "-->") else { return nil }
                rest = rest[end.upperBound...]
                (name, isEnd, href) = ("", false, nil)
                return
            }
            var inside = rest.dropFirst()
            isEnd = inside.first == "/"
            if isEnd { inside.removeFirst() }
            guard inside.first?.isASCII == true, inside.first?.isLetter == true, let end = inside.firstIndex(of: ">") else { return nil }
            let body = inside[..<end]
            name = body.prefix { $0.isLetter || $0.isNumber }.lowercased()
            href = body.firstMatch(of: #/href\s*=\s*["']?([^"'\s>]+)/#).map { HTMLText.decoded(String($0.1)) }
            rest = rest[inside.index(after: end)...]
        }
    }

    private static let named: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "hellip": "…", "ndash": "–", "mdash": "—",
        "laquo": "«", "raquo": "»", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "eacute": "é", "egrave": "è", "agrave": "à",
        "ccedil": "ç", "euro": "€", "rlm": "\u{200F}", "lrm": "\u{200E}",
    ]

    /// Takes a character reference from the front, or the ampersand that is none.
    private static func entity(_ rest: inout Substring) -> String {
        let body = rest.dropFirst().prefix(12)
        if let end = body.firstIndex(of: ";") {
            let name = body[..<end]
            if let text = named[String(name)] ?? numeric(name) {
                rest = rest[rest.index(after: end)...]
                return text
            }
        }
        rest.removeFirst()
        return "&"
    }

    private static func numeric(_ name: Substring) -> String? {
        guard name.first == "#" else { return nil }
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }

    private static func decoded(_ text: String) -> String {
        var output = ""
        var rest = text[...]
        while let sign = rest.firstIndex(of: "&") {
            output += rest[..<sign]
            rest = rest[sign...]
            output += entity(&rest)
        }
        return output + rest
    }

    /// No white space at the ends, and no more than one empty line in a row.
    private static func tidied(_ text: String) -> String {
        text.replacing(#/[ \t]+\n/#, with: "\n").replacing(#/\n{3,}/#, with: "\n\n").trimmingWhitespace()
    }
}
