import Foundation
import HearbackTestSupport
import HearbackTransparency
import Testing

@Suite("Signed notes, leaves and receipts beside other implementations'")
struct NoteVectorTests {
    private static func keys() throws -> (SigningKey, VerifierKey, TlogVectors) {
        let vectors = try TlogVectors.load()
        let key = vectors.signedNote.TESTKey
        return (try #require(SigningKey(key.skey)), try #require(VerifierKey(key.vkey)), vectors)
    }

    @Test("Keys in their text form, and no other key's hash")
    func keys() throws {
        let (signing, verifier, vectors) = try Self.keys()
        #expect(signing.verifier == verifier)
        #expect(signing.secretText == vectors.signedNote.TESTKey.skey)
        #expect(verifier.text == vectors.signedNote.TESTKey.vkey)
        #expect(Hexadecimal.text(verifier.id.bytes) == vectors.signedNote.TESTKey.keyIdHex)
        #expect(VerifierKey(verifier.text.replacingOccurrences(of: "2f3b", with: "2f3c")) == nil)
        for text in ["", "a+b+c", "a b+2f3b679a+AQ==", verifier.text + "=", signing.secretText] { #expect(VerifierKey(text) == nil) }
        let made = try #require(SigningKey(generatedFor: "log.example/1"))
        #expect(SigningKey(made.secretText)?.verifier == made.verifier)
        #expect(SigningKey(generatedFor: "a name") == nil)
    }

    @Test("Checkpoints are signed byte for byte as Go's note does, and read again")
    func checkpoints() throws {
        let (signing, verifier, vectors) = try Self.keys()
        for head in vectors.signedNote.checkpoints {
            let root = try #require(Base64.bytes(head.rootB64).flatMap { TreeHash($0) })
            let checkpoint = Checkpoint(origin: verifier.name, size: head.size, root: root)
            #expect(try checkpoint.signed(by: [signing]).bytes == Array(head.note.utf8))
            #expect(try SignedCheckpoint(Array(head.note.utf8), keys: [verifier]).checkpoint == checkpoint)
        }
        let example = vectors.signedNote.c2spSpecExample
        #expect(try #require(SignedNote(Array(example.note.utf8))).isSigned(by: try #require(VerifierKey(example.vkey))))
    }

    @Test("Notes that are none, or signed by nobody who counts")
    func negative() throws {
        let (signing, verifier, vectors) = try Self.keys()
        for note in vectors.negativeNotes {
            #expect(throws: SignedCheckpoint.Refusal.self, "\(note.name)") { try SignedCheckpoint(Array(note.note.utf8), keys: [verifier]) }
        }
        let other = try #require(SigningKey(generatedFor: verifier.name))
        let checkpoint = Checkpoint(origin: verifier.name, size: 3, root: .emptyRoot)
        // A rotation: both keys sign for a while, each suffices.
        let both = try checkpoint.signed(by: [signing, other]).bytes
        for key in [verifier, other.verifier] { #expect(try SignedCheckpoint(both, keys: [key]).checkpoint == checkpoint) }
        #expect(throws: SignedCheckpoint.Refusal.notSigned(by: [verifier.text])) {
            try SignedCheckpoint(checkpoint.signed(by: [other]).bytes, keys: [verifier])
        }
        let foreign = try Checkpoint(origin: "other.example/log", size: 3, root: .emptyRoot).signed(by: [signing]).bytes
        #expect(throws: SignedCheckpoint.Refusal.origin("other.example/log")) { try SignedCheckpoint(foreign, keys: [verifier]) }
        for text in ["a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "a\n-1\nAA==\n", "a\n1\nAA==\nmore\n", "a\n1\n"] { #expect(Checkpoint(text) == nil) }
    }

    @Test("A witness's cosignature, and a forged time")
    func cosignature() throws {
        let (_, verifier, vectors) = try Self.keys()
        let vector = vectors.signedNote.cosignatureV1
        let witness = try #require(VerifierKey(vector.witnessVkey))
        let signed = try SignedCheckpoint(Array(vector.checkpointWithCosignature.utf8), keys: [verifier])
        #expect(signed.cosignatures(of: [witness]).map(\.time) == [vector.time])
        let seed = try #require(Hexadecimal.bytes(vector.witnessSeedHex))
        let secret = "PRIVATE+KEY+\(witness.name)+\(Hexadecimal.text(witness.id.bytes))+\(Base64.text([4] + seed))"
        let made = try Cosignature.make(of: signed.note.text, at: vector.time, by: try #require(SigningKey(secret)))
        #expect(made.line == vector.signatureLine)
        var bytes = made.bytes
        bytes[7] ^= 1
        #expect(Cosignature(SignedNote.Signature(name: made.name, id: made.id, bytes: bytes), of: signed.note.text, by: witness) == nil)
    }

    @Test("Leaves have one spelling; disclosures open what they say")
    func leaves() throws {
        let vectors = try TlogVectors.load().hearback
        for leaf in vectors.leaves {
            let object = try LeafObject(Array(leaf.json.utf8))
            #expect(object.bytes == Array(leaf.json.utf8))
            #expect(TreeHash.leaf(object.bytes) == leaf.leafHash.value)
        }
        for reject in vectors.jcsReject {
            #expect(throws: LeafObject.Refusal.self, "\(reject.why)") { try LeafObject(try #require(Hexadecimal.bytes(reject.bytesHex))) }
        }
        for vector in vectors.disclosures {
            let read = try #require(Disclosure(vector.disclosure))
            #expect(read.name == vector.name)
            #expect(read.digest == vector.digestB64u)
            let made = Disclosure(vector.name, read.value, salt: try #require(Hexadecimal.bytes(vector.saltHex)))
            #expect(made == read)
        }
        for text in ["", "W10", "WyJhIl0", vectors.disclosures[0].disclosure + "A"] { #expect(Disclosure(text) == nil) }
    }

    @Test("A receipt made elsewhere holds; whoever changes anything in it is told what")
    func receipts() throws {
        let (_, verifier, vectors) = try Self.keys()
        let text = vectors.hearback.receiptTlogProof
        let receipt = try LogReceipt(Array(text.utf8))
        #expect(receipt.text == text)
        let verdict = try receipt.verify(keys: [verifier])
        #expect(verdict.leaf.string("ev") == "received")
        #expect(verdict.openedNames == ["text", "who"])
        #expect(verdict.text == "تعليق على المادة 4")
        #expect(receipt.redacted.text == vectors.hearback.receiptRedacted)
        #expect(try receipt.redacted.verify(keys: [verifier]).openedNames == [])

        func changed(
            entry: [UInt8]? = nil, disclosures: [String]? = nil, index: Int64? = nil, note: [UInt8]? = nil
        ) -> LogReceipt {
            LogReceipt(
                entry: entry ?? receipt.entry, disclosures: disclosures ?? receipt.disclosures, index: index ?? receipt.index,
                proof: receipt.proof, note: note ?? receipt.note)
        }
        let backdated = Array(String(decoding: receipt.entry, as: UTF8.self).replacingOccurrences(of: "2026-11-24", with: "2026-11-23").utf8)
        let other = Disclosure("text", .text("autre"), salt: Array(repeating: 7, count: 32)).text
        let cases: [(LogReceipt, (ReceiptFault) -> Bool)] = [
            (changed(entry: backdated), { if case .notInTree = $0 { true } else { false } }),
            (changed(index: 2), { if case .notInTree = $0 { true } else { false } }),
            (changed(index: 99), { $0 == .index(99, size: 5) }),
            (changed(disclosures: [other]), { $0 == .disclosure(name: "text") }),
            (changed(disclosures: receipt.disclosures + receipt.disclosures), { if case .repeatedDisclosure = $0 { true } else { false } }),
            (changed(disclosures: ["x"]), { $0 == .unreadableDisclosure }),
            (changed(note: Array("x\n".utf8)), { $0 == .checkpoint(.noNote) }),
        ]
        for (receipt, isExpected) in cases {
            do {
                _ = try receipt.verify(keys: [verifier])
                Issue.record("it holds")
            } catch { #expect(isExpected(error), "\(error)") }
        }
    }

    @Test("A receipt whose text is too long for one line keeps it in a file of its own, and holds with it")
    func detached() throws {
        let (signing, verifier, _) = try Self.keys()
        let opening = Disclosure("text", .text(String(repeating: "ⵣ", count: 20_000)), salt: Array(repeating: 1, count: 32))
        let entry = LeafObject(["ev": .string("received"), "i": .integer(0), "text": .string(opening.digest)]).bytes
        let note = try Checkpoint(origin: verifier.name, size: 1, root: .leaf(entry)).signed(by: [signing]).bytes
        let receipt = LogReceipt(entry: entry, disclosures: [opening.text], index: 0, proof: [], note: note)
        #expect(receipt.detached == [opening.text])
        let read = try LogReceipt(Array(receipt.text.utf8))
        #expect(try read.verify(keys: [verifier]).openedNames == [])
        #expect(try read.verify(keys: [verifier], detached: [opening.text]).text?.count == 20_000)
    }

    @Test("No bytes make a reader trap, and what is read is written the same", arguments: 0..<300 as Range<UInt64>)
    func hostile(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let vectors = try TlogVectors.load()
        var bytes = Array([vectors.hearback.receiptTlogProof, vectors.hearback.checkpoint, vectors.hearback.leaves[1].json].randomElement(using: &random)!.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1: bytes.remove(at: place)
            default: bytes.insert(contentsOf: Array(repeating: UInt8.random(in: .min ... .max, using: &random), count: 3), at: place)
            }
        }
        if let receipt = try? LogReceipt(bytes) { #expect(Array(receipt.text.utf8) == bytes, "seed \(seed)") }
        if let note = SignedNote(bytes) { #expect(note.bytes == bytes, "seed \(seed)") }
        if let leaf = try? LeafObject(bytes) { #expect(leaf.bytes == bytes, "seed \(seed)") }
        _ = EntryBundle.entries(bytes)
    }
}
