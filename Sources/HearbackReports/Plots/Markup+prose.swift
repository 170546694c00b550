package import HearbackCore

extension Markup {
    /// Names from outside show what they hide, and can't pull their neighbours along: `bdi` isolates them.
    package static func prose(_ prose: Prose) -> String {
        prose.parts.map { part in
            switch part {
            case .words(let text): escaped(text)
            case .figure(let text): "<bdi dir=\"ltr\">" + escaped(text) + "</bdi>"
            case .outside(let text): "<bdi>" + escaped(VisibleText.inline(text)) + "</bdi>"
            }
        }.joined()
    }

    /// Without elements, for `title` and attributes.
    package static func plain(_ prose: Prose, rightToLeft: Bool) -> String { escaped(prose.line(rightToLeft: rightToLeft)) }
}
