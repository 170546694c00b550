/// How large a log is and what it holds, in one hash (C2SP tlog-checkpoint). Extension lines are not taken.
package struct Checkpoint: Hashable, Sendable {
    /// The log's name, and that of its key.
    package let origin: String
    package let size: Int64
    package let root: TreeHash

    package init(origin: String, size: Int64, root: TreeHash) { (self.origin, self.size, self.root) = (origin, size, root) }

    package var text: String { "\(origin)\n\(size)\n\(Base64.text(root.bytes))\n" }

    /// - Returns: nil for any text but the one that `text` makes.
    package init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty, let size = Int64(lines[1]), size >= 0, let bytes = Base64.bytes(lines[2]),
            let root = TreeHash(bytes)
        else { return nil }
        self.init(origin: String(lines[0]), size: size, root: root)
        guard self.text == text, VerifierKey.isName(origin) else { return nil }
    }

    package func signed(by keys: [SigningKey]) throws -> SignedNote {
        var note = SignedNote(text: text, signatures: [])
        for key in keys { try note.sign(with: key) }
        return note
    }
}

/// A checkpoint that a known key of its log has signed.
package struct SignedCheckpoint: Hashable, Sendable {
    package let checkpoint: Checkpoint
    package let note: SignedNote

    package enum Refusal: Error, Hashable, Sendable {
        case noNote
        case noCheckpoint
        /// None of the keys signed it, or a signature that names one of them is not of it.
        case notSigned(by: [String])
        /// It is another log's.
        case origin(String)
    }

    /// - Parameter keys: of the log; one of them suffices.
    package init(_ bytes: some Collection<UInt8>, keys: [VerifierKey]) throws(Refusal) {
        guard let note = SignedNote(bytes) else { throw .noNote }
        guard let checkpoint = Checkpoint(note.text) else { throw .noCheckpoint }
        guard keys.contains(where: { note.isSigned(by: $0) }) else { throw .notSigned(by: keys.map(\.text)) }
        // The key of one log says nothing about another, though both were given.
        guard keys.contains(where: { $0.name == checkpoint.origin && note.isSigned(by: $0) }) else { throw .origin(checkpoint.origin) }
        (self.checkpoint, self.note) = (checkpoint, note)
    }

    /// Those of the witnesses that vouch for it.
    package func cosignatures(of witnesses: [VerifierKey]) -> [Cosignature] {
        witnesses.compactMap { witness in
            note.signatures.lazy.compactMap { Cosignature($0, of: note.text, by: witness) }.first
        }
    }
}
