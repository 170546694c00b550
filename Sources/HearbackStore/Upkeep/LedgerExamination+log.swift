import Foundation
import GRDB
import HearbackTransparency

/// The log as the file has it, judged as an outsider judges a mirror: every leaf hashed, every tile compared, all replayed.
extension LedgerExamination {
    static func log(_ db: Database, _ path: String, _ keys: [VerifierKey], _ said: (Step) -> Void) throws -> LogState? {
        guard try db.tableExists("log_head"), let head = try Data.fetchOne(db, sql: "SELECT note FROM log_head") else { return nil }
        guard let note = SignedNote(Array(head)), let checkpoint = Checkpoint(note.text) else {
            throw damaged(path, "the log's head is none")
        }
        let tiles = LogTiles(db: db)
        let leaves = try tiles.size()
        guard leaves == checkpoint.size else {
            throw damaged(path, "the log's head speaks of \(checkpoint.size) leaves, the file has \(leaves)")
        }
        let known = keys + (try genesisKey(tiles).map { [$0] } ?? [])
        let isSigned = known.contains { note.isSigned(by: $0) && $0.name == checkpoint.origin }
        if isSigned {
            try audit(db, path, known, Array(head), checkpoint.size, said)
        } else {
            try hash(tiles, checkpoint, path, said)
        }
        return LogState(origin: checkpoint.origin, leaves: leaves, root: checkpoint.root, isSigned: isSigned)
    }

    /// The key that the log began with stands in its first leaf.
    private static func genesisKey(_ tiles: LogTiles) throws -> VerifierKey? {
        try tiles.entries(from: 0, count: 1).first.flatMap { try? LeafObject($0) }?.string("vkey").flatMap { VerifierKey($0) }
    }

    private static func audit(
        _ db: Database, _ path: String, _ keys: [VerifierKey], _ head: [UInt8], _ size: Int64, _ said: (Step) -> Void
    ) throws {
        let tiles = LogTiles(db: db)
        let published = try Data.fetchOne(db, sql: "SELECT note FROM log_published ORDER BY size DESC LIMIT 1")
        let kept = published.flatMap { try? SignedCheckpoint(Array($0), keys: keys) }.map { LogAudit.Kept("the last published head", $0.checkpoint) }
        let verdict = try LogAudit(keys: keys).verify(kept: kept.map { [$0] } ?? []) { name in
            guard name != "checkpoint" else { return head }
            guard let place = TilePath(name) else { return nil }
            if place.kind == .entries { said(.leaves(min(size, place.number * Int64(TileGrowth.width)), of: size)) }
            return try tiles.bytes(of: place)
        }
        if let finding = verdict.findings.first(where: { $0.code != .unknownEvent }) { throw damaged(path, "its log does not hold: \(finding.words)") }
    }

    /// Without a key that signed the head, its root is still what the leaves must give.
    private static func hash(_ tiles: LogTiles, _ checkpoint: Checkpoint, _ path: String, _ said: (Step) -> Void) throws {
        var edge = RightEdge()
        while edge.size < checkpoint.size {
            said(.leaves(edge.size, of: checkpoint.size))
            let entries = try tiles.entries(from: edge.size, count: TileGrowth.width)
            guard !entries.isEmpty else { break }
            for entry in entries { _ = edge.append(.leaf(entry)) }
        }
        guard edge.size == checkpoint.size, edge.root == checkpoint.root else {
            throw damaged(path, "its log's \(checkpoint.size) leaves are not those whose root was signed")
        }
    }
}

extension LogTiles {
    /// A tile as the outside reads it; nil while the tree has fewer.
    func bytes(of path: TilePath) throws -> [UInt8]? {
        switch path.kind {
        case .entries:
            let entries = try entries(from: path.number * Int64(TileGrowth.width), count: path.width)
            return entries.count == path.width ? EntryBundle.bytes(entries) : nil
        case .hashes(let level):
            let hashes = try hashes(level: level, number: path.number, width: path.width)
            return hashes.count == path.width ? hashes.flatMap(\.bytes) : nil
        }
    }
}
