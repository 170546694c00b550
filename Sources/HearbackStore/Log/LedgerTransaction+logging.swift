import Foundation
import GRDB
import HearbackCore
import HearbackTransparency

extension LedgerTransaction {
    /// Appends the transaction's leaves, grows the tiles and signs the new head, all before the commit: no byte of it may leave the
    /// process earlier.
    ///
    /// - Returns: nil where there was nothing to append.
    /// - Throws: `corrupt` when the file gives back other bytes than were written: then nothing is signed.
    func appendLeaves() throws -> LogGroup? {
        guard let log = options.log, !leaves.isEmpty else { return nil }
        var edge = try logEdge()
        let first = edge.size
        for (offset, leaf) in leaves.enumerated() { try insert(leaf, at: first + Int64(offset)) }
        let tiles = try storedHashes(from: first).flatMap { edge.append($0) }
        for tile in tiles { try insert(tile) }
        let note = try Checkpoint(origin: log.origin, size: edge.size, root: edge.root).signed(by: log.keys).bytes
        try db.run("INSERT INTO log_head VALUES (1, ?1, ?2) ON CONFLICT DO UPDATE SET size = ?1, note = ?2") { binder in
            binder.bind(edge.size)
            binder.bind(Data(note))
        }
        self.edge = edge
        leaves = []
        counters.leaves = 0
        return LogGroup(tree: GrownTree(edge, tiles: tiles), note: note)
    }

    private func insert(_ leaf: PendingLeaf, at index: Int64) throws {
        try db.run("INSERT INTO log_leaf (number, event, comment, entry) VALUES (?, ?, ?, ?)") { binder in
            binder.bind(index)
            binder.bind(leaf.event)
            binder.bind(leaf.comment)
            binder.bind(Data(leaf.leaf.entry))
        }
    }

    /// What is signed is what the file gives back, not what was in memory: a bit that turned over between hashing and storing has
    /// ended a public log before (Yeti 2022).
    private func storedHashes(from first: Int64) throws -> [TreeHash] {
        let stored = try db.rows("SELECT entry FROM log_leaf WHERE number >= ? ORDER BY number", first) { $0.bytes(0) }
        guard stored.count == leaves.count, zip(stored, leaves).allSatisfy({ $0 == $1.leaf.entry }) else {
            throw StoreError(.corrupt, "the log's new leaves are not what was written")
        }
        return stored.map { TreeHash.leaf($0) }
    }

    private func insert(_ tile: RightEdge.FullTile) throws {
        guard let root = tile.growth.root else { return }
        try db.run("INSERT INTO log_tile (level, number, root, hashes) VALUES (?, ?, ?, ?)") { binder in
            binder.bind(Int64(tile.level))
            binder.bind(tile.number)
            binder.bind(Data(root.bytes))
            binder.bind(Data(tile.hashes.flatMap(\.bytes)))
        }
    }
}
