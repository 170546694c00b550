/// Hashes of a tree of some size, read tile by tile, for proofs.
package struct TreeReader<Failure: Error> {
    package let size: Int64
    /// The hashes of a tile as wide as this tree has it.
    private let tile: (_ level: Int, _ number: Int64, _ width: Int) throws(Failure) -> [TreeHash]

    package init(size: Int64, tile: @escaping (_ level: Int, _ number: Int64, _ width: Int) throws(Failure) -> [TreeHash]) {
        (self.size, self.tile) = (size, tile)
    }

    /// The audit path of a leaf, the nearest first (RFC 9162, section 2.1.3.1).
    ///
    /// - Returns: nil for an index outside the tree, or where a tile has too few hashes.
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
        var (low, high, isWhole) = (Int64(0), size, true)
        while oldSize != high {
            let middle = low + Self.split(high - low)
            let isLeft = oldSize <= middle
            guard let sibling = try hash(isLeft ? middle..<high : low..<middle) else { return nil }
            path.append(sibling)
            if isLeft { high = middle } else { (low, isWhole) = (middle, false) }
        }
        if !isWhole {
            guard let rest = try hash(low..<high) else { return nil }
            path.append(rest)
        }
        return path.reversed()
    }

    package func root() throws(Failure) -> TreeHash? { size == 0 ? .emptyRoot : try hash(0..<size) }

    /// The largest power of two below a number that is at least two.
    private static func split(_ count: Int64) -> Int64 { 1 << Int64(63 - (count - 1).leadingZeroBitCount) }

    /// Of a range that the tree's recursion knows: a complete subtree, or one that ends where the tree does.
    private func hash(_ leaves: Range<Int64>) throws(Failure) -> TreeHash? {
        let count = leaves.upperBound - leaves.lowerBound
        if count & (count - 1) == 0 { return try complete(leaves.lowerBound, log2: count.trailingZeroBitCount) }
        let middle = leaves.lowerBound + Self.split(count)
        guard let left = try hash(leaves.lowerBound..<middle), let right = try hash(middle..<leaves.upperBound) else { return nil }
        return .node(left, right)
    }

    /// Of 2^`log2` leaves from `first` on, which is a multiple of that.
    private func complete(_ first: Int64, log2: Int) throws(Failure) -> TreeHash? {
        let (level, within) = (log2 / 8, log2 % 8)
        let index = first >> Int64(8 * level)
        let number = index / Int64(RightEdge.tileWidth)
        let start = Int(index % Int64(RightEdge.tileWidth))
        let available = (size >> Int64(8 * level)) - number * Int64(RightEdge.tileWidth)
        let hashes = try tile(level, number, Int(min(available, Int64(RightEdge.tileWidth))))
        guard hashes.count >= start + (1 << within) else { return nil }
        return RightEdge.subtrees(Array(hashes[start..<start + (1 << within)])).first
    }
}
