/// What of a growing tree is not in a full tile yet: at each level at most 255 hashes. Appending a leaf gives the tiles that
/// become full by it, which never change again (C2SP tlog-tiles).
package struct RightEdge: Hashable, Sendable {
    /// Hashes of a full tile.
    package static let tileWidth = 256

    /// A tile that has all its hashes.
    package struct FullTile: Hashable, Sendable {
        package let level: Int
        package let number: Int64
        package let hashes: [TreeHash]
        /// The hash above all of them, a level up.
        package let root: TreeHash
    }

    package private(set) var range: CompactRange
    /// By level, the hashes of the tile that is not full.
    private var levels: [[TreeHash]]

    package init() { (range, levels) = (CompactRange(), []) }

    package var size: Int64 { range.size }
    package var root: TreeHash { range.root }

    /// From what is stored.
    ///
    /// - Parameter levels: for each level from 0 on the hashes that are in no full tile of that level, for a tree of `size` leaves.
    /// - Returns: nil when their number does not fit the size.
    package init?(size: Int64, levels: [[TreeHash]]) {
        guard size >= 0, Self.widths(of: size) == levels.map(\.count) else { return nil }
        // Within a tile subtrees are folded; the lower level's lie to the right.
        let roots = levels.reversed().flatMap(Self.subtrees)
        guard let range = CompactRange(size: size, roots: roots) else { return nil }
        (self.range, self.levels) = (range, levels)
    }

    /// How many hashes each level's last tile has, where it is not full.
    package static func widths(of size: Int64) -> [Int] {
        var (widths, rest) = ([Int](), size)
        while rest > 0 {
            widths.append(Int(rest % Int64(tileWidth)))
            rest /= Int64(tileWidth)
        }
        return widths
    }

    package mutating func append(_ leaf: TreeHash) -> [FullTile] {
        range.append(leaf)
        return push(leaf, at: 0)
    }

    /// The tile of a level that is not full; empty when the level ends with a full one.
    package func partial(_ level: Int) -> [TreeHash] { levels.indices.contains(level) ? levels[level] : [] }

    private mutating func push(_ hash: TreeHash, at level: Int) -> [FullTile] {
        if level == levels.count { levels.append([]) }
        levels[level].append(hash)
        guard levels[level].count == Self.tileWidth, let root = Self.subtrees(levels[level]).first else { return [] }
        let number = (range.size >> Int64(8 * (level + 1))) - 1
        let tile = FullTile(level: level, number: number, hashes: levels[level], root: root)
        levels[level] = []
        return [tile] + push(root, at: level + 1)
    }

    /// The roots of the complete subtrees above some hashes, the largest first.
    static func subtrees(_ hashes: [TreeHash]) -> [TreeHash] {
        var range = CompactRange()
        var roots: [TreeHash] = []
        var start = 0
        for bit in stride(from: 8, through: 0, by: -1) where hashes.count & (1 << bit) != 0 {
            for hash in hashes[start..<start + (1 << bit)] { range.append(hash) }
            if let root = range.lastRoot { roots.append(root) }
            range = CompactRange()
            start += 1 << bit
        }
        return roots
    }
}
