/// Proofs about a tree of some size, made of its complete subtrees.
package struct TreeReader<Failure: Error> {
    package let size: Int64
    /// The root of the complete subtree above 2^`log2` leaves, the `index`th of that size; nil where it can't be had.
    private let node: (_ log2: Int, _ index: Int64) throws(Failure) -> TreeHash?

    package init(size: Int64, node: @escaping (_ log2: Int, _ index: Int64) throws(Failure) -> TreeHash?) {
        (self.size, self.node) = (size, node)
    }

    /// The audit path of a leaf, the nearest first (RFC 9162, section 2.1.3.1).
    ///
    /// - Returns: nil for an index outside the tree, or where a node can't be had.
    package func inclusion(of index: Int64) throws(Failure) -> [TreeHash]? {
        guard (0..<size).contains(index) else { return nil }
        var path: [TreeHash] = []
        var (low, high) = (Int64(0), size)
        while high - low > 1 {
            let middle = low + Self.split(high - low)
            let isLeft = index < middle
            guard let sibling = try hash(isLeft ? middle..<high : low..<middle) else { return nil }
            path.append(sibling)
            if isLeft { high = middle } else { low = middle }
        }
        return path.reversed()
    }

    /// The proof that the tree begins with one of `oldSize` leaves (RFC 9162, section 2.1.4.1).
    package func consistency(with oldSize: Int64) throws(Failure) -> [TreeHash]? {
        guard (0...size).contains(oldSize) else { return nil }
        if oldSize == 0 || oldSize == size { return [] }
        var path: [TreeHash] = []
        var (low, high) = (Int64(0), size)
        while oldSize != high {
            let middle = low + Self.split(high - low)
            let isLeft = oldSize <= middle
            guard let sibling = try hash(isLeft ? middle..<high : low..<middle) else { return nil }
            path.append(sibling)
            if isLeft { high = middle } else { low = middle }
        }
        // The old tree is one subtree of the new: who asks has its root.
        guard low > 0 else { return path.reversed() }
        guard let rest = try hash(low..<high) else { return nil }
        return (path + [rest]).reversed()
    }

    package func root() throws(Failure) -> TreeHash? { size == 0 ? .emptyRoot : try hash(0..<size) }

    /// The largest power of two below a number that is at least two.
    private static func split(_ count: Int64) -> Int64 { 1 << Int64(63 - (count - 1).leadingZeroBitCount) }

    /// Of a range that the tree's recursion knows: a complete subtree, or one that ends where the tree does.
    private func hash(_ leaves: Range<Int64>) throws(Failure) -> TreeHash? {
        let count = leaves.upperBound - leaves.lowerBound
        if count & (count - 1) == 0 {
            let log2 = count.trailingZeroBitCount
            return try node(log2, leaves.lowerBound >> Int64(log2))
        }
        let middle = leaves.lowerBound + Self.split(count)
        guard let left = try hash(leaves.lowerBound..<middle), let right = try hash(middle..<leaves.upperBound) else { return nil }
        return .node(left, right)
    }
}

/// Which tile has a complete subtree's root, and where in it.
package struct TileNode: Hashable, Sendable {
    package let level: Int
    package let number: Int64
    package let row: Int
    package let index: Int

    package init(log2: Int, _ index: Int64) {
        (level, row) = (log2 / 8, log2 % 8)
        let perTile = Int64(TileGrowth.width >> row)
        (number, self.index) = (index / perTile, Int(index % perTile))
    }
}
