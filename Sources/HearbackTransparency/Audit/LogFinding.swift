/// Something in a log that must not be.
package struct LogFinding: Hashable, Sendable, Encodable {
    package enum Code: String, Sendable, Encodable {
        /// The bytes are no leaf: another spelling, or beyond the profile.
        case leafFormat = "leaf_format"
        case leafPlace = "leaf_place"
        case version
        case time
        /// An event that this version does not know: left out of everything, and not wrong by itself.
        case unknownEvent = "unknown_event"
        case genesis
        case member
        case chain
        case transition
        case actor
        case bill
        /// A file of the log is missing or has another length.
        case missing
        /// A leaf is not the one whose hash was published.
        case leafChanged = "leaf_changed"
        case tileChanged = "tile_changed"
        case rootMismatch = "root_mismatch"
        /// Two heads, both signed, that can't both be true.
        case fork
        case shrunk
        /// An anchor is not what its leaf says, or contradicts the times around it.
        case anchor
    }

    package let code: Code
    /// The leaf's index.
    package let leaf: Int64?
    /// The comment's name in the log.
    package let comment: String?
    /// For people.
    package let words: String

    package init(_ code: Code, leaf: Int64? = nil, comment: String? = nil, _ words: String) {
        (self.code, self.leaf, self.comment, self.words) = (code, leaf, comment, words)
    }

    /// Whether two signatures of the operator contradict each other, so that nobody else can be the cause.
    package var isFork: Bool { code == .fork || code == .shrunk }
}
