/// Why a part of a text is covered; raw values are stored and public.
package enum RedactionReason: String, CaseIterable, Codable, Sendable {
    /// It names or finds somebody.
    case personalData = "personal_data"
    /// A court or a law demands it.
    case legalOrder = "legal_order"
}

/// A text with parts of it covered, for everybody to see that and where.
package struct Redaction: Hashable, Sendable {
    /// All that is covered by now, in the text as it was received; ascending and apart.
    package let spans: [TextSpan]
    package let reason: RedactionReason
    /// What is shown instead of the text.
    package let text: String

    package init(spans: [TextSpan], reason: RedactionReason, text: String) {
        (self.spans, self.reason, self.text) = (spans, reason, text)
    }

    /// Parts of one text that may be covered.
    package static let spanLimit = 500
}

/// The way between a text as it was received and as it is shown, with marks over some of its parts.
package struct RedactionCover: Hashable, Sendable {
    /// Of one length whatever it covers, so that it does not tell how long a name or a number is; without language and direction.
    package static let mark = "████"
    private static let markLength = mark.unicodeScalars.count

    /// In the text as it was received; ascending and apart.
    package let spans: [TextSpan]

    package init(_ spans: [TextSpan]) {
        self.spans = spans.merged
    }

    /// - Returns: nil when a span ends behind the text.
    package func text(of original: String) -> String? {
        let scalars = Array(original.unicodeScalars)
        var shown = String.UnicodeScalarView()
        var next = 0
        for span in spans {
            guard span.end <= scalars.count else { return nil }
            shown.append(contentsOf: scalars[next..<span.start])
            shown.append(contentsOf: Self.mark.unicodeScalars)
            next = span.end
        }
        shown.append(contentsOf: scalars[next...])
        return String(shown)
    }

    /// Where a part of the shown text was received. What it holds of a mark stands for all that the mark covers.
    package func original(ofShown span: TextSpan) -> TextSpan? {
        TextSpan(original(ofShown: span.start, isEnd: false), original(ofShown: span.end, isEnd: true))
    }

    private func original(ofShown offset: Int, isEnd: Bool) -> Int {
        // By how much the received text is ahead of the shown one.
        var lead = 0
        for span in spans {
            let mark = span.start - lead
            if offset <= mark { break }
            if offset < mark + Self.markLength { return isEnd ? span.end : span.start }
            lead += span.count - Self.markLength
        }
        return offset + lead
    }

    /// Where a part of the received text is shown; nil when any of it is covered.
    package func shown(ofOriginal span: TextSpan) -> TextSpan? {
        var lead = 0
        for cover in spans {
            if cover.overlaps(span) { return nil }
            if cover.start >= span.end { break }
            lead += cover.count - Self.markLength
        }
        return TextSpan(span.start - lead, span.end - lead)
    }
}
