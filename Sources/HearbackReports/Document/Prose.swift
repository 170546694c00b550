import HearbackCore

/// Text in parts, so that every format can set apart what is not of the sentence's own words: names in whatever
/// script, and figures, which run from left to right even in Arabic.
package struct Prose: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case words(String)
        case figure(String)
        /// Written by somebody else: never trusted.
        case outside(String)
    }

    package var parts: [Part]

    package init(_ parts: [Part] = []) { self.parts = parts }

    package static func words(_ text: String) -> Prose { Prose([.words(text)]) }
    package static func figure(_ text: String) -> Prose { Prose([.figure(text)]) }
    package static func outside(_ text: String) -> Prose { Prose([.outside(text)]) }

    package static func + (left: Prose, right: Prose) -> Prose { Prose(left.parts + right.parts) }

    package func joined(to next: Prose?, by separator: String) -> Prose {
        guard let next else { return self }
        return self + .words(separator) + next
    }
}

extension [Prose] {
    package func joined(by separator: String) -> Prose {
        reduce(into: Prose()) { whole, part in
            if !whole.parts.isEmpty { whole.parts.append(.words(separator)) }
            whole.parts += part.parts
        }
    }
}

extension Prose {
    /// One line for terminals and Markdown: what acts on a terminal is shown by its code, and what could pull its
    /// neighbours along in the bidirectional algorithm (Unicode Standard Annex 9) is isolated.
    package func line(rightToLeft: Bool) -> String {
        parts.map { part in
            switch part {
            case .words(let text): return text
            case .figure(let text): return rightToLeft ? Self.isolated(text) : text
            case .outside(let text):
                let shown = VisibleText.inline(text)
                return rightToLeft || Self.runsRightToLeft(shown) ? Self.isolated(shown) : shown
            }
        }.joined()
    }

    private static func isolated(_ text: String) -> String { "\u{2068}\(text)\u{2069}" }

    /// Hebrew, Arabic and their neighbours, by block.
    static func runsRightToLeft(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
            default: false
            }
        }
    }
}
