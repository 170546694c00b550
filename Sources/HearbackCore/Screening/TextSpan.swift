/// A part of a text, in Unicode scalars from its beginning: what `TextRule` counts, and what every language counts alike.
package struct TextSpan: Hashable, Codable, Sendable {
    package let start: Int
    /// The first scalar behind it.
    package let end: Int

    /// No text is longer; below it, places can be added and subtracted without overflow.
    private static let limit = 1 << 31

    /// Nil unless `0 <= start < end`, and for what lies beyond every text.
    package init?(_ start: Int, _ end: Int) {
        guard start >= 0, start < end, end <= Self.limit else { return nil }
        (self.start, self.end) = (start, end)
    }

    package var count: Int { end - start }

    package func overlaps(_ other: TextSpan) -> Bool { start < other.end && other.start < end }

    package func contains(_ other: TextSpan) -> Bool { start <= other.start && other.end <= end }
}

extension [TextSpan] {
    /// Ascending and apart: those that overlap or touch become one.
    package var merged: [TextSpan] {
        var merged: [TextSpan] = []
        for span in sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let last = merged.last, span.start <= last.end {
                merged[merged.count - 1] = TextSpan(last.start, Swift.max(last.end, span.end)) ?? last
            } else {
                merged.append(span)
            }
        }
        return merged
    }
}
