/// Which tiles show that a tree goes on from an earlier one, and what they show. Nothing in a tile is believed: what is made of
/// them has to lead to the root that was signed.
package struct ConsistencyPlan: Sendable {
    package let oldSize: Int64
    package let size: Int64
    package let tiles: [TilePath]

    package struct Proof: Hashable, Sendable {
        package let hashes: [TreeHash]
        /// To which the hashes lead, for the old size and for the new one.
        package let oldRoot: TreeHash
        package let root: TreeHash
    }

    package enum Continuation: Hashable, Sendable {
        case holds
        /// The tree that was signed begins with other leaves.
        case contradiction
        /// The tiles are not those of the tree that was signed.
        case unproven
    }

    /// - Returns: nil unless there is an old tree that is smaller than the new one.
    package init?(from oldSize: Int64, to size: Int64) {
        guard oldSize > 0, oldSize < size else { return nil }
        var nodes: [TileNode] = []
        // What is asked for does not depend on what is answered.
        _ = Self.hashes(oldSize, size) {
            nodes.append($0)
            return .emptyRoot
        }
        var paths: [TilePath] = []
        for node in nodes {
            guard let path = Self.path(of: node, size) else { return nil }
            if !paths.contains(path) { paths.append(path) }
        }
        (self.oldSize, self.size, tiles) = (oldSize, size, paths)
    }

    /// - Parameter bytes: of the tiles.
    /// - Returns: nil where a tile is missing or has another length.
    package func proof(_ bytes: [TilePath: [UInt8]]) -> Proof? {
        var growths: [TilePath: TileGrowth] = [:]
        for path in tiles {
            guard let tile = bytes[path].flatMap({ Self.growth($0, width: path.width) }) else { return nil }
            growths[path] = tile
        }
        let found = Self.hashes(oldSize, size) { node in
            Self.path(of: node, size).flatMap { growths[$0]?.node(row: node.row, node.index) }
        }
        guard let (whole, hashes) = found, let roots = MerkleProof.roots(oldSize, whole, in: size, proof: hashes) else { return nil }
        return Proof(hashes: hashes, oldRoot: roots.old, root: roots.new)
    }

    package func judge(_ oldRoot: TreeHash, _ root: TreeHash, _ bytes: [TilePath: [UInt8]]) -> Continuation {
        guard let proof = proof(bytes), proof.root == root else { return .unproven }
        return proof.oldRoot == oldRoot ? .holds : .contradiction
    }

    /// The proof, and the old tree's root where that is one complete subtree.
    private static func hashes(
        _ oldSize: Int64, _ size: Int64, _ node: @escaping (TileNode) -> TreeHash?
    ) -> (whole: TreeHash, hashes: [TreeHash])? {
        let isWhole = oldSize & (oldSize - 1) == 0
        let whole = isWhole ? node(TileNode(log2: oldSize.trailingZeroBitCount, 0)) : .emptyRoot
        let reader = TreeReader<Never>(size: size) { node(TileNode(log2: $0, $1)) }
        guard let whole, let hashes = reader.consistency(with: oldSize) else { return nil }
        return (whole, hashes)
    }

    private static func path(of node: TileNode, _ size: Int64) -> TilePath? {
        let width = (size >> Int64(8 * node.level)) - node.number * Int64(TileGrowth.width)
        return TilePath(.hashes(level: node.level), number: node.number, width: Int(min(width, Int64(TileGrowth.width))))
    }

    private static func growth(_ bytes: [UInt8], width: Int) -> TileGrowth? {
        guard bytes.count == width * TreeHash.byteCount else { return nil }
        return TileGrowth(stride(from: 0, to: bytes.count, by: TreeHash.byteCount).compactMap { TreeHash(bytes[$0..<$0 + TreeHash.byteCount]) })
    }
}
