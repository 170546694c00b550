import HearbackCore

/// Text made safe for HTML and SVG, in elements and in quoted attributes.
enum Markup {
    static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    /// Names from outside show what they hide, and can't pull their neighbours along: `bdi` isolates them.
    static func prose(_ prose: Prose) -> String {
        prose.parts.map { part in
            switch part {
            case .words(let text): escaped(text)
            case .figure(let text): "<bdi dir=\"ltr\">" + escaped(text) + "</bdi>"
            case .outside(let text): "<bdi>" + escaped(VisibleText.inline(text)) + "</bdi>"
            }
        }.joined()
    }

    /// Without elements, for `title` and attributes.
    static func plain(_ prose: Prose, rightToLeft: Bool) -> String { escaped(prose.line(rightToLeft: rightToLeft)) }
}
