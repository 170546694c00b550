import Foundation
import GRDB
import HearbackTransparency

/// The tree as the file has it.
struct LogTiles {
    let db: Database

    func size() throws -> Int64 {
        try (Int64.fetchOne(db.cachedStatement(sql: "SELECT max(number) FROM log_leaf")) ?? -1) + 1
    }

    /// - Returns: as many entries as there are from `first` on, at most `count`.
    func entries(from first: Int64, count: Int) throws -> [[UInt8]] {
        try Data.fetchAll(
            db.cachedStatement(sql: "SELECT entry FROM log_leaf WHERE number >= ? AND number < ? ORDER BY number"),
            arguments: [first, first + Int64(count)]
        ).map(Array.init)
    }

    /// The first hashes of a tile, fewer where the tree has no more.
    func hashes(level: Int, number: Int64, width: Int = TileGrowth.width) throws -> [TreeHash] {
        let full = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT hashes FROM log_tile WHERE level = ? AND number = ?"), arguments: [level, number])
        if let full { return Array(Self.hashes(full).prefix(width)) }
        let first = number * Int64(TileGrowth.width)
        if level == 0 { return try entries(from: first, count: width).map { TreeHash.leaf($0) } }
        let roots = try Data.fetchAll(
            db.cachedStatement(sql: "SELECT root FROM log_tile WHERE level = ? AND number >= ? AND number < ? ORDER BY number"),
            arguments: [level - 1, first, first + Int64(width)])
        return roots.compactMap { TreeHash($0) }
    }

    private static func hashes(_ tile: Data) -> [TreeHash] {
        stride(from: 0, to: tile.count, by: TreeHash.byteCount).compactMap { TreeHash(tile.dropFirst($0).prefix(TreeHash.byteCount)) }
    }

    /// For proofs about the tree of the first `size` leaves.
    func reader(size: Int64) -> TreeReader<any Error> {
        var known: [TileNode: TileGrowth] = [:]
        return TreeReader(size: size) { log2, index in
            let place = TileNode(log2: log2, index)
            let tile = TileNode(log2: 8 * place.level, place.number * Int64(TileGrowth.width))
            let growth = try known[tile] ?? TileGrowth(hashes(level: place.level, number: place.number))
            known[tile] = growth
            return growth.node(row: place.row, place.index)
        }
    }
}

extension RightEdge {
    /// The edge of the stored tree.
    ///
    /// - Throws: `corrupt` when leaves or tiles are missing.
    static func stored(_ db: Database) throws -> RightEdge {
        let tiles = LogTiles(db: db)
        let size = try tiles.size()
        let levels = try widths(of: size).enumerated().map { level, width in
            try width == 0 ? [] : tiles.hashes(level: level, number: size >> Int64(8 * (level + 1)))
        }
        guard let edge = RightEdge(size: size, levels: levels) else {
            throw StoreError(.corrupt, "the log's tiles do not fit its \(size) leaves")
        }
        return edge
    }
}
