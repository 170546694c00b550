import Foundation
import HearbackTestSupport
import HearbackTransparency
import Testing

@Suite("What a witness asks and answers")
struct WitnessTests {
    /// A tree's tiles of any width.
    private struct Forest {
        var hashes: [[TreeHash]] = [[]]

        init(_ count: Int, from other: Int = .max) {
            hashes[0] = (0..<count).map { .leaf(Array("leaf-\($0)\($0 >= other ? "'" : "")".utf8)) }
            while hashes[hashes.count - 1].count >= 256 {
                let below = hashes[hashes.count - 1]
                hashes.append(stride(from: 0, to: below.count - 255, by: 256).compactMap { TileGrowth(below[$0..<$0 + 256]).root })
            }
        }

        func root(_ size: Int) -> TreeHash {
            var edge = RightEdge()
            for hash in hashes[0].prefix(size) { _ = edge.append(hash) }
            return edge.root
        }

        func tiles(_ plan: ConsistencyPlan) -> [TilePath: [UInt8]] {
            Dictionary(uniqueKeysWithValues: plan.tiles.map { path in
                (path, hashes[path.kind.height][(Int(path.number) * 256)...].prefix(path.width).flatMap(\.bytes))
            })
        }
    }

    private static let sizes = [1, 2, 3, 4, 255, 256, 257, 511, 512, 600, 1_000, 1_024, 65_536, 65_537, 66_000]

    @Test("The tiles that are asked for prove every step from one size to another, and never a fork")
    func plans() throws {
        let forest = Forest(66_000)
        let other = Forest(66_000, from: 2)
        let roots = Dictionary(uniqueKeysWithValues: Self.sizes.map { ($0, forest.root($0)) })
        let forks = Dictionary(uniqueKeysWithValues: Self.sizes.map { ($0, other.root($0)) })
        for old in Self.sizes {
            for new in Self.sizes where new > old {
                let plan = try #require(ConsistencyPlan(from: Int64(old), to: Int64(new)))
                #expect(plan.tiles.count <= 6)
                let (oldRoot, root) = (try #require(roots[old]), try #require(roots[new]))
                var tiles = forest.tiles(plan)
                let proof = try #require(plan.proof(tiles))
                #expect(MerkleProof.isConsistent(Int64(old), oldRoot, with: Int64(new), root, proof: proof.hashes), "\(old) \(new)")
                #expect(plan.judge(oldRoot, root, tiles) == .holds)
                if old > 2 {
                    // The fork's own tiles lead to what it signed, and so convict it.
                    let forged = try #require(forks[new])
                    #expect(plan.judge(oldRoot, forged, other.tiles(plan)) == .contradiction, "\(old) \(new)")
                    #expect(plan.judge(oldRoot, forged, tiles) == .unproven)
                }
                let victim = try #require(plan.tiles.randomElement())
                tiles[victim]?.removeLast()
                #expect(plan.judge(oldRoot, root, tiles) == .unproven)
                tiles[victim] = nil
                #expect(plan.judge(oldRoot, root, tiles) == .unproven)
            }
        }
    }

    @Test("Proofs from tiles are Go's, and sizes that are none have no plan")
    func vectors() throws {
        let vectors = try TlogVectors.load().bigTree
        let forest = Forest(70_000)
        for vector in vectors.consistency {
            guard let plan = ConsistencyPlan(from: vector.old, to: vector.new) else { continue }
            #expect(plan.proof(forest.tiles(plan))?.hashes == vector.proof.map(\.value), "\(vector.old) \(vector.new)")
            #expect(plan.proof(forest.tiles(plan))?.oldRoot == vector.oldRoot.value)
        }
        for (old, new) in [(0, 5), (5, 5), (6, 5), (-1, 5), (0, 0)] as [(Int64, Int64)] { #expect(ConsistencyPlan(from: old, to: new) == nil) }
        for (old, new) in [(1, .max), (.max - 1, .max), (1 << 62, .max), (12_345_678_901, 1 << 62)] as [(Int64, Int64)] {
            let plan = try #require(ConsistencyPlan(from: old, to: new))
            #expect(plan.tiles.count <= 16 && plan.proof([:]) == nil)
        }
    }

    @Test("The request as the protocol spells it, and its answers")
    func exchange() throws {
        let key = try #require(SigningKey(generatedFor: "comments.example.org/log1"))
        let note = try Checkpoint(origin: key.verifier.name, size: 3, root: .emptyRoot).signed(by: [key])
        let hash = TreeHash.emptyRoot
        let body = try #require(AddCheckpoint.request(from: 2, proof: [hash, hash], note))
        let line = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
        #expect(String(decoding: body, as: UTF8.self) == "old 2\n\(line)\(line)\n" + String(decoding: note.bytes, as: UTF8.self))
        #expect(AddCheckpoint.request(from: 2, proof: Array(repeating: hash, count: 64), note) == nil)

        let witness = try #require(SigningKey(generatedFor: "w.example/w1", type: .cosignature))
        let cosignature = try Cosignature.make(of: note.text, at: 1_764_105_000, by: witness)
        func answer(_ status: Int, _ type: String?, _ text: String) -> AddCheckpoint.Answer {
            AddCheckpoint.answer(status: status, mediaType: type, body: Array(text.utf8))
        }
        #expect(answer(200, nil, cosignature.line) == .cosigned([cosignature]))
        #expect(answer(200, nil, cosignature.line + cosignature.line) == .cosigned([cosignature, cosignature]))
        for text in ["", "\n", "x\n", String(cosignature.line.dropLast()), cosignature.line + "\n", String(repeating: cosignature.line, count: 101)] {
            #expect(answer(200, nil, text) == .notUnderstood(status: 200))
        }
        #expect(answer(409, "text/x.tlog.size", "1310\n") == .conflict(1_310))
        for text in ["1310", "01310\n", "+1\n", "-1\n", "\n", "1310\n\n", "99999999999999999999\n", "x\n", "1310\r\n"] {
            #expect(answer(409, "text/x.tlog.size", text) == .conflict(nil), "\(text.debugDescription)")
        }
        #expect(answer(409, "text/plain", "1310\n") == .conflict(nil))
        #expect([400, 403, 404, 422, 500].map { answer($0, nil, "") } == [.malformed, .unsigned, .unknownLog, .inconsistent, .notUnderstood(status: 500)])
    }

    @Test("A witness remembers byte for byte, and takes no other file for its memory")
    func memory() throws {
        let key = try #require(SigningKey(generatedFor: "comments.example.org/log1"))
        let head = try SignedCheckpoint(
            Checkpoint(origin: key.verifier.name, size: 3, root: .emptyRoot).signed(by: [key]).bytes, keys: [key.verifier])
        var memory = WitnessMemory()
        let filler = (0..<90).map { SignedNote.Signature(name: "w\($0)", id: head.note.signatures[0].id, bytes: Array(repeating: 7, count: 5_000)) }
        let padded = try SignedCheckpoint(head.note.adding(filler).bytes, keys: [key.verifier])
        memory.remember(padded, signedBy: [key.verifier])
        let bytes = try memory.bytes()
        let read = try #require(WitnessMemory(bytes))
        #expect(bytes.count < 1_000 && read.note(of: key.verifier.name) == head.note && read.note(of: "other.example/log1") == nil)
        #expect(try read.bytes() == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        for bad in ["", "{}", text.replacing("\"version\" : 1", with: "\"version\" : 2"), text.replacing("\"comments.example.org/log1\"", with: "\"other\""), text.replacing("—", with: "-")] {
            #expect(WitnessMemory(Array(bad.utf8)) == nil)
        }
    }

    @Test("A later cosignature takes the place of the same witness's earlier one, and a full note stays readable")
    func adding() throws {
        let key = try #require(SigningKey(generatedFor: "comments.example.org/log1"))
        let witness = try #require(SigningKey(generatedFor: "w.example/w1", type: .cosignature))
        var note = try Checkpoint(origin: key.verifier.name, size: 3, root: .emptyRoot).signed(by: [key])
        note = note.adding([try Cosignature.make(of: note.text, at: 1, by: witness)])
        note = note.adding([try Cosignature.make(of: note.text, at: 2, by: witness)])
        #expect(note.signatures.count == 2)
        #expect(try SignedCheckpoint(note.bytes, keys: [key.verifier]).cosignatures(of: [witness.verifier]).map(\.time) == [2])
        let filler = (0..<200).map { SignedNote.Signature(name: "w\($0)", id: note.signatures[1].id, bytes: note.signatures[1].bytes) }
        let full = SignedNote(text: note.text, signatures: note.signatures + filler).adding([try Cosignature.make(of: note.text, at: 3, by: witness)])
        #expect(try SignedCheckpoint(full.bytes, keys: [key.verifier]).cosignatures(of: [witness.verifier]).map(\.time) == [3])
    }
}
