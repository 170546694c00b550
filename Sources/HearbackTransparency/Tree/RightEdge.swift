/// What of a growing tree is not in a full tile yet: at each level at most 255 hashes. Appending a leaf gives the tiles that
/// become full by it, which never change again (C2SP tlog-tiles).
package struct RightEdge: Hashable, Sendable {
    /// A tile that has all its hashes.
    package struct FullTile: Hashable, Sendable {
        package let level: Int
        package let number: Int64
        package let growth: TileGrowth

        package var hashes: [TreeHash] { growth.hashes }
    }

    /// Leaves.
    package private(set) var size: Int64 = 0
    /// By level, the tile that is not full.
    private var levels: [TileGrowth] = []

    package init() {}

    /// From what is stored.
    ///
    /// - Parameter levels: for each level from 0 on the hashes that are in no full tile of that level, for a tree of `size` leaves.
    /// - Returns: nil when their number does not fit the size.
    package init?(size: Int64, levels: [[TreeHash]]) {
        guard size >= 0, Self.widths(of: size) == levels.map(\.count) else { return nil }
        (self.size, self.levels) = (size, levels.map { TileGrowth($0) })
    }

    /// How many hashes each level's last tile has, where it is not full.
    package static func widths(of size: Int64) -> [Int] {
        var (widths, rest) = ([Int](), size)
        while rest > 0 {
            widths.append(Int(rest % Int64(TileGrowth.width)))
            rest /= Int64(TileGrowth.width)
        }
        return widths
    }

    /// The root of the whole tree: the largest complete subtrees, folded from the right (RFC 9162, section 2.1.1). A lower
    /// level's lie to the right.
    package var root: TreeHash {
        let roots = levels.reversed().flatMap { $0.cover($0.hashes.count) }
        guard var hash = roots.last else { return .emptyRoot }
        for left in roots.dropLast().reversed() { hash = .node(left, hash) }
        return hash
    }

    package mutating func append(_ leaf: TreeHash) -> [FullTile] {
        size += 1
        return push(leaf, at: 0)
    }

    /// The tile of a level that is not full; empty when the level ends with a full one.
    package func partial(_ level: Int) -> TileGrowth { levels.indices.contains(level) ? levels[level] : TileGrowth() }

    private mutating func push(_ hash: TreeHash, at level: Int) -> [FullTile] {
        if level == levels.count { levels.append(TileGrowth()) }
        levels[level].append(hash)
        guard let root = levels[level].root else { return [] }
        let tile = FullTile(level: level, number: size >> Int64(8 * (level + 1)) - 1, growth: levels[level])
        levels[level] = TileGrowth()
        return [tile] + push(root, at: level + 1)
    }
}
