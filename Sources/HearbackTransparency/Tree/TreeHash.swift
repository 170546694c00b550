import Crypto

/// A SHA-256 hash of the log's Merkle tree (RFC 9162, section 2.1.1): of a leaf, or of a node above others.
package struct TreeHash: Hashable, Sendable {
    private let words: SIMD4<UInt64>

    package static let byteCount = 32

    /// - Returns: nil for anything but 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var words = SIMD4<UInt64>()
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }

    private init(_ digest: SHA256Digest) {
        words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    package var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// Of a leaf: SHA-256(0x00 ‖ entry).
    package static func leaf(_ entry: some Collection<UInt8>) -> TreeHash {
        var hasher = SHA256()
        hasher.update(data: [0])
        hasher.update(data: Array(entry))
        return TreeHash(hasher.finalize())
    }

    /// Of a node: SHA-256(0x01 ‖ left ‖ right).
    package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var hasher = SHA256()
        hasher.update(data: [1])
        withUnsafeBytes(of: left.words) { hasher.update(bufferPointer: $0) }
        withUnsafeBytes(of: right.words) { hasher.update(bufferPointer: $0) }
        return TreeHash(hasher.finalize())
    }

    /// The root of a tree without leaves: SHA-256 of nothing.
    package static let emptyRoot = TreeHash(SHA256().finalize())
}

extension TreeHash: CustomStringConvertible {
    package var description: String { Hexadecimal.text(bytes) }
}
