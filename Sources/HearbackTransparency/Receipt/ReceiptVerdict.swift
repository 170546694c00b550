/// A receipt that holds: what it proves.
package struct ReceiptVerdict: Hashable, Sendable {
    package let checkpoint: Checkpoint
    package let leaf: LeafObject
    package let disclosures: [Disclosure]
    package let cosignatures: [Cosignature]

    package var openedNames: [String] { disclosures.map(\.name).sorted() }

    /// The text that was submitted, where it is opened.
    package var text: String? {
        guard case .text(let text)? = disclosures.first(where: { $0.name == "text" })?.value else { return nil }
        return text
    }
}

/// What is wrong with a receipt, in the order in which it is looked at.
package enum ReceiptFault: Error, Hashable, Sendable {
    case checkpoint(SignedCheckpoint.Refusal)
    /// The checkpoint speaks of fewer leaves.
    case index(Int64, size: Int64)
    /// The hashes do not lead from this leaf to the root that was signed: the leaf, its place or the path was changed.
    case notInTree(root: TreeHash, computed: TreeHash?)
    case leaf(LeafObject.Refusal)
    /// The leaf names another place than the receipt.
    case place(named: Int64?, index: Int64)
    /// No disclosure at all.
    case unreadableDisclosure
    /// It opens a member that the leaf does not have, or has with another digest: the text or the name was changed.
    case disclosure(name: String)
    case repeatedDisclosure(name: String)
}

extension LogReceipt {
    /// - Parameters:
    ///   - keys: the log's.
    ///   - witnesses: whose cosignatures count.
    ///   - detached: openings from the file beside the receipt.
    package func verify(
        keys: [VerifierKey], witnesses: [VerifierKey] = [], detached: [String] = []
    ) throws(ReceiptFault) -> ReceiptVerdict {
        let signed: SignedCheckpoint
        do { signed = try SignedCheckpoint(note, keys: keys) } catch { throw .checkpoint(error) }
        let checkpoint = signed.checkpoint
        guard index < checkpoint.size else { throw .index(index, size: checkpoint.size) }
        let root = MerkleProof.root(ofLeaf: .leaf(entry), at: index, size: checkpoint.size, proof: proof)
        guard root == checkpoint.root else { throw .notInTree(root: checkpoint.root, computed: root) }
        let leaf: LeafObject
        do { leaf = try LeafObject(entry) } catch { throw .leaf(error) }
        guard leaf.integer("i") == index else { throw .place(named: leaf.integer("i"), index: index) }
        return ReceiptVerdict(
            checkpoint: checkpoint, leaf: leaf, disclosures: try open(disclosures + detached, of: leaf),
            cosignatures: signed.cosignatures(of: witnesses))
    }

    private func open(_ texts: [String], of leaf: LeafObject) throws(ReceiptFault) -> [Disclosure] {
        var opened: [Disclosure] = []
        for text in texts {
            guard let disclosure = Disclosure(text) else { throw .unreadableDisclosure }
            guard leaf.string(disclosure.name) == disclosure.digest else { throw .disclosure(name: disclosure.name) }
            guard !opened.contains(where: { $0.name == disclosure.name }) else { throw .repeatedDisclosure(name: disclosure.name) }
            opened.append(disclosure)
        }
        return opened
    }
}
