/// Checking that a leaf is in a tree, and that a tree is the beginning of another, from a few hashes (RFC 9162, sections
/// 2.1.3.2 and 2.1.4.2). An inclusion proof does not authenticate the size: that comes from a signed checkpoint.
package enum MerkleProof {
    /// - Returns: the root that the proof leads to; nil when it can't be one for this index and size.
    package static func root(ofLeaf leaf: TreeHash, at index: Int64, size: Int64, proof: [TreeHash]) -> TreeHash? {
        guard index >= 0, index < size else { return nil }
        var (node, last) = (index, size - 1)
        var hash = leaf
        for sibling in proof {
            guard last > 0 else { return nil }
            if node & 1 == 1 || node == last {
                hash = .node(sibling, hash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 ? hash : nil
    }

    /// Whether the tree of `size` leaves with `root` begins with the one of `oldSize` leaves with `oldRoot`.
    package static func isConsistent(
        _ oldSize: Int64, _ oldRoot: TreeHash, with size: Int64, _ root: TreeHash, proof: [TreeHash]
    ) -> Bool {
        guard oldSize >= 0, oldSize <= size else { return false }
        if oldSize == size { return proof.isEmpty && oldRoot == root }
        if oldSize == 0 { return proof.isEmpty && oldRoot == .emptyRoot }
        guard let roots = roots(oldSize, oldRoot, in: size, proof: proof) else { return false }
        return roots.old == oldRoot && roots.new == root
    }

    /// The two roots that a proof of consistency leads to; nil when it can't be one for these sizes. Where the new root is one
    /// that was signed, the old one is that of its first leaves: hashes that were made up lead elsewhere.
    ///
    /// - Parameters:
    ///   - oldSize: more than nothing and less than `size`.
    ///   - whole: the root of the old tree, which no proof holds where `oldSize` is a power of two; not looked at otherwise.
    package static func roots(
        _ oldSize: Int64, _ whole: TreeHash, in size: Int64, proof: [TreeHash]
    ) -> (old: TreeHash, new: TreeHash)? {
        guard oldSize > 0, oldSize < size else { return nil }
        var path = proof[...]
        var (node, last) = (oldSize - 1, size - 1)
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        // A power of two is one subtree, whose root everyone has.
        guard let first = node == 0 ? whole : path.popFirst() else { return nil }
        var (old, new) = (first, first)
        for sibling in path {
            guard last > 0 else { return nil }
            if node & 1 == 1 || node == last {
                old = .node(sibling, old)
                new = .node(sibling, new)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 ? (old, new) : nil
    }
}
