import Foundation
import HearbackTestSupport
import HearbackTransparency
import Testing

/// Tests/Fixtures/tlog/vectors.json: made with Go's x/mod, rfc8785, cryptography (its source is said there).
struct TlogVectors: Decodable {
    struct Inclusion: Decodable { let index: Int64, leafHash: Hash, proof: [Hash], root: Hash, size: Int64 }
    struct Consistency: Decodable { let old: Int64, oldRoot: Hash, new: Int64, newRoot: Hash, proof: [Hash] }
    struct Small: Decodable {
        let leafHashes: [Hash], leafInputsHex: [String], rootsBySize0To8: [Hash]
        let inclusionAll: [Inclusion], consistencyAll: [Consistency]
        enum CodingKeys: String, CodingKey {
            case leafHashes, leafInputsHex, inclusionAll, consistencyAll
            case rootsBySize0To8 = "rootsBySize0To8"
        }
    }
    struct Big: Decodable {
        struct Root: Decodable { let root: Hash, size: Int64 }
        struct Tile: Decodable { let c2spPath: String, level: Int, n: Int64, width: Int, sha256: String }
        let roots: [Root], inclusion: [Inclusion], consistency: [Consistency], tilesAt70000: [Tile]
    }
    struct Negative: Decodable {
        let kind: String, name: String, proof: [Hash]
        let index: Int64?, leafHash: Hash?, root: Hash?, size: Int64?
        let old: Int64?, oldRoot: Hash?, new: Int64?, newRoot: Hash?
    }
    struct Note: Decodable { let name: String, note: String }
    struct Notes: Decodable {
        struct Key: Decodable { let skey: String, vkey: String, keyIdHex: String }
        struct Example: Decodable { let note: String, vkey: String }
        struct Head: Decodable { let note: String, rootB64: String, size: Int64 }
        struct Witness: Decodable {
            let checkpointWithCosignature: String, signatureLine: String, time: Int64, witnessSeedHex: String, witnessVkey: String
        }
        let TESTKey: Key, c2spSpecExample: Example, checkpoints: [Head], cosignatureV1: Witness
        enum CodingKeys: String, CodingKey {
            case TESTKey = "TESTKey"
            case c2spSpecExample, checkpoints, cosignatureV1
        }
    }
    struct Path: Decodable { let c2spPath: String, level: Int, n: Int64, width: Int }
    struct Ours: Decodable {
        struct Opening: Decodable { let saltHex: String, name: String, json: String, disclosure: String, digestB64u: String }
        struct Leaf: Decodable { let json: String, leafHash: Hash }
        struct Reject: Decodable { let why: String, bytesHex: String }
        let disclosures: [Opening], leaves: [Leaf], jcsReject: [Reject], checkpoint: String, root: Hash
        let entryBundleHex: String, entryBundlePath: String, tilePath: String, tileHex: String
        let receiptTlogProof: String, receiptRedacted: String
    }

    let rfc69628leaf: Small, bigTree: Big, negative: [Negative], negativeNotes: [Note], signedNote: Notes, tilePaths: [Path], hearback: Ours

    enum CodingKeys: String, CodingKey {
        case rfc69628leaf = "rfc69628leaf"
        case bigTree, negative, negativeNotes, signedNote, tilePaths, hearback
    }

    struct Hash: Decodable, Hashable {
        let value: TreeHash
        init(from decoder: any Decoder) throws {
            let text = try decoder.singleValueContainer().decode(String.self)
            value = try #require(Hexadecimal.bytes(text).flatMap { TreeHash($0) })
        }
    }

    static func load() throws -> TlogVectors {
        let decoder = JSONDecoder()
        // `snake_case` to names; `rfc6962_8leaf` and `TEST_key` have no such form.
        decoder.keyDecodingStrategy = .custom { path in
            let parts = (path.last?.stringValue ?? "").split(separator: "_").map(String.init)
            let name = parts.dropFirst().reduce(parts.first ?? "") { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
            return Name(stringValue: name)
        }
        return try decoder.decode(TlogVectors.self, from: Project.contents("Tests/Fixtures/tlog/vectors.json"))
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
