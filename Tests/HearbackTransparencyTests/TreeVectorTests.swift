import Crypto
import Foundation
import HearbackTestSupport
import HearbackTransparency
import Testing

@Suite("The Merkle tree beside Go's")
struct TreeVectorTests {
    /// A tree with all its tiles in memory.
    private struct Grown {
        var edge = RightEdge()
        var tiles: [RightEdge.FullTile] = []
        var roots: [TreeHash] = [.emptyRoot]

        mutating func append(_ leaf: TreeHash) {
            tiles += edge.append(leaf)
            roots.append(edge.root)
        }

        func tile(_ level: Int, _ number: Int64) -> TileGrowth {
            tiles.first { $0.level == level && $0.number == number }?.growth ?? edge.partial(level)
        }

        func reader(_ size: Int64) -> TreeReader<Never> {
            TreeReader(size: size) { log2, index in
                let place = TileNode(log2: log2, index)
                return tile(place.level, place.number).node(row: place.row, place.index)
            }
        }
    }

    private static func grown(_ count: Int) -> Grown {
        var grown = Grown()
        for number in 0..<count { grown.append(.leaf(Array("leaf-\(number)".utf8))) }
        return grown
    }

    @Test("Eight leaves: hashes, roots, every inclusion and consistency proof, made and checked")
    func eight() throws {
        let vectors = try TlogVectors.load().rfc69628leaf
        var grown = Grown()
        for (input, hash) in zip(vectors.leafInputsHex, vectors.leafHashes) {
            let leaf = TreeHash.leaf(try #require(Hexadecimal.bytes(input)))
            #expect(leaf == hash.value)
            grown.append(leaf)
        }
        #expect(grown.roots == vectors.rootsBySize0To8.map(\.value))
        try Self.check(vectors.inclusionAll, vectors.consistencyAll, grown)
    }

    @Test("70,000 leaves: roots, proofs, and every tile byte for byte")
    func big() throws {
        let vectors = try TlogVectors.load().bigTree
        let grown = Self.grown(70_000)
        for root in vectors.roots { #expect(grown.roots[Int(root.size)] == root.root.value) }
        try Self.check(vectors.inclusion, vectors.consistency, grown)
        let paths = Set(TilePath.all(of: 70_000).map(\.text))
        #expect(paths.count == 2 * 274 + 2 + 1)
        for tile in vectors.tilesAt70000 {
            let bytes = grown.tile(tile.level, tile.n).hashes.prefix(tile.width).flatMap(\.bytes)
            #expect(Hexadecimal.text(SHA256.hash(data: bytes)) == tile.sha256, "\(tile.c2spPath)")
            #expect(paths.contains(tile.c2spPath))
        }
    }

    private static func check(_ inclusions: [TlogVectors.Inclusion], _ consistencies: [TlogVectors.Consistency], _ grown: Grown) throws {
        for vector in inclusions {
            let proof = vector.proof.map(\.value)
            #expect(MerkleProof.root(ofLeaf: vector.leafHash.value, at: vector.index, size: vector.size, proof: proof) == vector.root.value)
            #expect(grown.reader(vector.size).inclusion(of: vector.index) == proof)
        }
        for vector in consistencies {
            let proof = vector.proof.map(\.value)
            #expect(MerkleProof.isConsistent(vector.old, vector.oldRoot.value, with: vector.new, vector.newRoot.value, proof: proof))
            #expect(grown.reader(vector.new).consistency(with: vector.old) == proof)
        }
    }

    @Test("Proofs that are none")
    func negative() throws {
        for vector in try TlogVectors.load().negative {
            let proof = vector.proof.map(\.value)
            switch vector.kind {
            case "inclusion":
                let root = MerkleProof.root(
                    ofLeaf: try #require(vector.leafHash).value, at: try #require(vector.index), size: try #require(vector.size), proof: proof)
                #expect(root != vector.root?.value, "\(vector.name)")
            case "consistency":
                let isConsistent = MerkleProof.isConsistent(
                    try #require(vector.old), try #require(vector.oldRoot).value, with: try #require(vector.new),
                    try #require(vector.newRoot).value, proof: proof)
                #expect(!isConsistent, "\(vector.name)")
            default: Issue.record("\(vector.kind)")
            }
        }
    }

    @Test("Random trees: every proof leads to the root, a changed one does not, and the edge comes back from what is stored", arguments: 0..<8 as Range<UInt64>)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let grown = Self.grown(Int.random(in: 1...1_100, using: &random))
        let size = grown.edge.size
        let levels = RightEdge.widths(of: size).indices.map { grown.edge.partial($0).hashes }
        let again = try #require(RightEdge(size: size, levels: levels))
        #expect(again == grown.edge)
        #expect(RightEdge(size: size + 1, levels: levels) == nil)
        for _ in 0..<40 {
            let (index, old) = (Int64.random(in: 0..<size, using: &random), Int64.random(in: 0...size, using: &random))
            let leaf = TreeHash.leaf(Array("leaf-\(index)".utf8))
            var proof = try #require(grown.reader(size).inclusion(of: index))
            #expect(MerkleProof.root(ofLeaf: leaf, at: index, size: size, proof: proof) == grown.edge.root, "seed \(seed)")
            if !proof.isEmpty {
                let place = Int.random(in: proof.indices, using: &random)
                proof[place] = TreeHash.node(proof[place], proof[place])
                #expect(MerkleProof.root(ofLeaf: leaf, at: index, size: size, proof: proof) != grown.edge.root)
            }
            let path = try #require(grown.reader(size).consistency(with: old))
            #expect(MerkleProof.isConsistent(old, grown.roots[Int(old)], with: size, grown.edge.root, proof: path))
            #expect(old == size || !MerkleProof.isConsistent(old, .leaf([]), with: size, grown.edge.root, proof: path))
        }
        #expect(grown.reader(size).inclusion(of: size) == nil && grown.reader(size).inclusion(of: -1) == nil)
        for (index, proof) in [(Int64.max, []), (-1, []), (0, Array(repeating: TreeHash.emptyRoot, count: 100))] {
            #expect(MerkleProof.root(ofLeaf: .emptyRoot, at: index, size: .max, proof: proof) == nil)
            #expect(!MerkleProof.isConsistent(index, .emptyRoot, with: .max, .leaf([]), proof: proof))
        }
    }

    @Test("Leaves that were appended together have their proofs without another look at the tiles", arguments: [1, 2, 90, 255, 256, 257, 600, 66_000])
    func appended(before: Int) throws {
        var edge = RightEdge()
        for number in 0..<before { _ = edge.append(.leaf(Array("leaf-\(number)".utf8))) }
        var tiles: [RightEdge.FullTile] = []
        for number in before..<before + 300 { tiles += edge.append(.leaf(Array("leaf-\(number)".utf8))) }
        let tree = GrownTree(edge, tiles: tiles)
        for number in before..<before + 300 {
            let proof = try #require(tree.inclusion(of: Int64(number)))
            let leaf = TreeHash.leaf(Array("leaf-\(number)".utf8))
            #expect(MerkleProof.root(ofLeaf: leaf, at: Int64(number), size: edge.size, proof: proof) == edge.root)
        }
        #expect(before < 256 || tree.inclusion(of: 0) == nil)
    }

    @Test("Tile paths, and bundles of entries")
    func paths() throws {
        let vectors = try TlogVectors.load()
        for vector in vectors.tilePaths {
            let path = try #require(TilePath(.hashes(level: vector.level), number: vector.n, width: vector.width))
            #expect(path.text == vector.c2spPath)
            #expect(TilePath(vector.c2spPath) == path)
        }
        for text in [
            "tile/0/1", "tile/0/x001/x234/67", "tile/0/000.p/256", "tile/0/000.p/0", "tile/0/x000/001", "tile/64/000", "tile/00/000",
            "tile/0/001/002", "tile/0/000.p/08", "tile/0/-01", "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/entries/", "/tile/0/000",
        ] { #expect(TilePath(text) == nil, "\(text)") }
        let bundle = try #require(Hexadecimal.bytes(vectors.hearback.entryBundleHex))
        let entries = try #require(EntryBundle.entries(bundle))
        #expect(entries == vectors.hearback.leaves.map { Array($0.json.utf8) })
        #expect(EntryBundle.bytes(entries) == bundle)
        #expect(EntryBundle.entries(bundle.dropLast()) == nil)
        #expect(TilePath(.entries, number: 0, width: 5)?.text == vectors.hearback.entryBundlePath)
        #expect(entries.flatMap { TreeHash.leaf($0).bytes } == Hexadecimal.bytes(vectors.hearback.tileHex))
    }
}
