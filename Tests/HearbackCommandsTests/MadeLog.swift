import Foundation
import HearbackTransparency
import Testing

/// A log made in a test: whole, or as a dishonest operator would show it.
struct MadeLog {
    static let origin = "comments.example.org/log1"

    let key: SigningKey
    var entries: [[UInt8]]

    /// - Parameter count: leaves, each of a comment of its own.
    init(_ count: Int, key: SigningKey, from other: Int? = nil) {
        self.key = key
        entries = (0..<count).map { Self.leaf($0, event: $0 >= other ?? count ? "rejected" : "received") }
    }

    init(_ count: Int) throws { self.init(count, key: try #require(SigningKey(generatedFor: Self.origin))) }

    /// The same operator's other history: the leaves from this one on say something else.
    func forked(at leaf: Int, count: Int? = nil) -> MadeLog { MadeLog(count ?? entries.count, key: key, from: leaf) }

    var vkey: String { key.verifier.text }

    static func leaf(_ index: Int, event: String) -> [UInt8] {
        LeafObject([
            "v": .integer(1), "i": .integer(Int64(index)), "ev": .string(event), "cid": .string("comment\(index)"),
            "t": .string("2026-11-25T08:00:07Z"), "bill": .string("pl-1"),
        ]).bytes
    }

    private func grown(_ size: Int) -> (RightEdge, [RightEdge.FullTile]) {
        var edge = RightEdge()
        var tiles: [RightEdge.FullTile] = []
        for entry in entries.prefix(size) { tiles += edge.append(.leaf(entry)) }
        return (edge, tiles)
    }

    func head(_ size: Int? = nil) throws -> SignedNote {
        let size = size ?? entries.count
        return try Checkpoint(origin: key.verifier.name, size: Int64(size), root: grown(size).0.root).signed(by: [key])
    }

    func checkpoint(_ size: Int? = nil) throws -> String { String(decoding: try head(size).bytes, as: UTF8.self) }

    /// All files of the log as it was with so many leaves.
    func files(_ size: Int? = nil) throws -> [String: [UInt8]] {
        let size = size ?? entries.count
        let (edge, tiles) = grown(size)
        var files = ["checkpoint": try head(size).bytes]
        for path in TilePath.all(of: Int64(size)) {
            switch path.kind {
            case .entries: files[path.text] = EntryBundle.bytes(Array(entries[(Int(path.number) * 256)...].prefix(path.width)))
            case .hashes(let level):
                let tile = tiles.first { $0.level == level && $0.number == path.number }?.hashes ?? edge.partial(level).hashes
                files[path.text] = tile.flatMap(\.bytes)
            }
        }
        return files
    }

    /// - Returns: the folder.
    func write(_ size: Int? = nil, to folder: String) throws -> String {
        for (path, bytes) in try files(size) { try Self.write(bytes, to: folder + "/" + path) }
        return folder
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        let place = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: place)
    }
}
