import Foundation
import HearbackAPI
import HTTPTypes
import Hummingbird

extension Request {
    /// The revision that the caller decides by, from `If-Match` (RFC 9110, section 13.1.1); nil without one, and for `*`.
    ///
    /// Of several tags the latest counts: what is unchanged since any of them is unchanged since that.
    func expectedRevision() throws(Problem) -> Int? {
        guard let text = headers[.ifMatch] else { return nil }
        let tags = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        guard tags != ["*"] else { return nil }
        let revisions = tags.map { RevisionTag.revision(of: $0) }
        guard let latest = revisions.compactMap(\.self).max(), !revisions.contains(nil) else {
            throw Problem(
                .invalidField, detail: "use the comment's ETag, such as \(RevisionTag.text(3))", field: "If-Match")
        }
        return latest
    }
}
