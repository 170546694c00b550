import Crypto
import Foundation
import HearbackCore

/// A leaf which says that witnesses had vouched for an earlier head, so that times are bounded from outside on both sides.
///
/// A cosignature's bytes can't be known before its time: what stands behind the anchor was recorded after it, and what the head
/// counts was there before it.
package struct Anchor: Hashable, Sendable {
    /// The leaf's index.
    package let leaf: Int64
    /// Leaves of the head.
    package let size: Int64
    /// The latest time of its witnesses, seconds since 1970.
    package let time: Int64
    /// SHA-256 of the note, in hexadecimal.
    package let digest: String

    package static let kind = "anchor"
    /// What clocks may differ by, in seconds, either way.
    package static let tolerance: Int64 = 60

    package init(leaf: Int64, size: Int64, time: Int64, digest: String) {
        (self.leaf, self.size, self.time, self.digest) = (leaf, size, time, digest)
    }

    /// - Returns: nil where a member is missing or no such value.
    init?(_ leaf: LeafObject, at index: Int64) {
        guard leaf.string("kind") == "cosig", let size = leaf.integer("size"), size > 0, size <= index, let text = leaf.string("time"),
            let time = Instant(rfc3339: text), LeafTable.text(of: time) == text, let digest = leaf.string("sha256"), digest.utf8.count == 64
        else { return nil }
        self.init(leaf: index, size: size, time: time.milliseconds / 1_000, digest: digest)
    }

    /// Where the note is found among the log's files.
    package var path: String { Self.path(of: leaf) }

    package static func path(of leaf: Int64) -> String { "anchors/\(leaf)" }

    package static func digest(of note: [UInt8]) -> String { Hexadecimal.text(Array(SHA256.hash(data: Data(note)))) }
}

extension LeafTable {
    /// - Parameter note: the head with the lines of its witnesses, as it is served.
    package mutating func anchor(_ note: [UInt8], size: Int64, time: Int64) {
        add("kind", "cosig")
        add("size", size)
        add("time", Self.text(of: Instant(milliseconds: time * 1_000)))
        add("sha256", Anchor.digest(of: note))
    }
}

/// What the anchors of a log are good for.
package struct AnchorReport: Hashable, Sendable {
    package let anchors: Int
    /// Those that a witness whom the reader trusts has vouched for.
    package let vouched: Int
    /// The longest time between two of them, or between the first leaf and the first, or the last and the last leaf: within it
    /// nobody outside bounds what the operator's clock said. Seconds.
    package let longestGap: Int64

    package init(anchors: Int, vouched: Int, longestGap: Int64) {
        (self.anchors, self.vouched, self.longestGap) = (anchors, vouched, longestGap)
    }
}
