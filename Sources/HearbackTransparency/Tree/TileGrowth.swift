/// A tile with everything above its hashes, as far as it is complete: row 0 are the hashes themselves, each further row the
/// nodes above two of the row below. At most 256 hashes, so at most nine rows.
package struct TileGrowth: Hashable, Sendable {
    /// Hashes of a full tile.
    package static let width = 256
    private static let height = 8

    private var rows: [[TreeHash]] = Array(repeating: [], count: height + 1)

    package init() {}

    /// - Parameter hashes: those behind the 256th are left out.
    package init(_ hashes: some Sequence<TreeHash>) {
        for hash in hashes { append(hash) }
    }

    package var hashes: [TreeHash] { rows[0] }
    package var isFull: Bool { rows[0].count == Self.width }
    /// Above all 256.
    package var root: TreeHash? { rows[Self.height].first }

    package mutating func append(_ hash: TreeHash) {
        guard !isFull else { return }
        rows[0].append(hash)
        for row in 0..<Self.height where rows[row].count.isMultiple(of: 2) {
            guard rows[row + 1].count < rows[row].count / 2 else { break }
            rows[row + 1].append(.node(rows[row][rows[row].count - 2], rows[row][rows[row].count - 1]))
        }
    }

    /// The node above 2^`row` hashes, the `index`th of its row; nil where it is not complete.
    package func node(row: Int, _ index: Int) -> TreeHash? {
        guard rows.indices.contains(row), rows[row].indices.contains(index) else { return nil }
        return rows[row][index]
    }

    /// The largest complete nodes that cover the first `count` hashes, from the left.
    func cover(_ count: Int) -> [TreeHash] {
        (0...Self.height).reversed().compactMap { row in
            count & (1 << row) == 0 ? nil : node(row: row, (count >> row) - 1)
        }
    }
}
