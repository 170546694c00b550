/// The roots of the complete subtrees that a tree of some size is made of, the largest first: all that is needed to append
/// leaves and to know the root (RFC 9162, section 2.1.2). At most 64 hashes.
package struct CompactRange: Hashable, Sendable {
    /// Leaves.
    package private(set) var size: Int64 = 0
    private var roots: [TreeHash] = []

    package init() {}

    /// - Parameter roots: one for each bit of `size` that is set, the highest first.
    /// - Returns: nil when there are more or fewer.
    package init?(size: Int64, roots: [TreeHash]) {
        guard size >= 0, roots.count == size.nonzeroBitCount else { return nil }
        (self.size, self.roots) = (size, roots)
    }

    package mutating func append(_ leaf: TreeHash) {
        var hash = leaf
        var level = size
        while level & 1 == 1, let left = roots.popLast() {
            hash = .node(left, hash)
            level >>= 1
        }
        roots.append(hash)
        size += 1
    }

    package var root: TreeHash {
        guard var hash = roots.last else { return .emptyRoot }
        for left in roots.dropLast().reversed() { hash = .node(left, hash) }
        return hash
    }

    /// The root of the last complete subtree.
    package var lastRoot: TreeHash? { roots.last }
}
