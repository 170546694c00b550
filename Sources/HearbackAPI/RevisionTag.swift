/// A comment's revision as an entity tag (RFC 9110, section 8.8.3): `"rev-3"` in `ETag` and `If-Match`.
package enum RevisionTag {
    package static func text(_ revision: Int) -> String { "\"rev-\(revision)\"" }

    /// The revision that a tag names; nil for a tag that is not ours, or weak, or not written as we write it.
    package static func revision(of tag: some StringProtocol) -> Int? {
        guard tag.hasPrefix("\"rev-"), let number = Int(tag.dropFirst(5).dropLast()), number > 0, tag == text(number)
        else { return nil }
        return number
    }
}
