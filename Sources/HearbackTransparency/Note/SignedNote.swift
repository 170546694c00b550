/// A text and signatures of it (C2SP signed-note): the form of checkpoints, which every verifier of transparency logs reads.
package struct SignedNote: Hashable, Sendable {
    package struct Signature: Hashable, Sendable {
        package let name: String
        package let id: NoteKeyID
        /// What stands behind the key's identifier.
        package let bytes: [UInt8]

        package init(name: String, id: NoteKeyID, bytes: [UInt8]) { (self.name, self.id, self.bytes) = (name, id, bytes) }

        package var line: String { "\(SignedNote.dash)\(name) \(Base64.text(id.bytes + bytes))\n" }

        /// Of one line without its end; nil for anything else.
        package init?(line: some StringProtocol) {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "—", VerifierKey.isName(String(parts[1])), let bytes = Base64.bytes(parts[2]), bytes.count > 4
            else { return nil }
            self.init(name: String(parts[1]), id: NoteKeyID(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
        }
    }

    /// Ends with a line feed.
    package let text: String
    package var signatures: [Signature]

    static let dash = "— "
    /// Larger notes are refused unread.
    package static let bytesAtMost = 1_000_000
    static let signaturesAtMost = 100

    package init(text: String, signatures: [Signature]) { (self.text, self.signatures) = (text, signatures) }

    /// - Returns: nil for what is no signed note: not UTF-8, control characters, no signature, no last line feed, too large.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count <= Self.bytesAtMost, let all = String(validating: bytes, as: UTF8.self),
            all.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A })
        else { return nil }
        let lines = all.split(separator: "\n", omittingEmptySubsequences: false)
        // The text, an empty line, signatures, and nothing behind the last line feed.
        guard lines.last == "", let gap = lines.dropLast().lastIndex(of: ""), gap > 0 else { return nil }
        let signatures = lines[(gap + 1)...].dropLast().map { Signature(line: $0) }
        guard (1...Self.signaturesAtMost).contains(signatures.count), !signatures.contains(nil) else { return nil }
        self.init(text: lines[..<gap].joined(separator: "\n") + "\n", signatures: signatures.compactMap(\.self))
    }

    package var bytes: [UInt8] { Array((text + "\n" + signatures.map(\.line).joined()).utf8) }

    /// Whether the key signed it. A second signature by the same key must hold as well.
    package func isSigned(by key: VerifierKey) -> Bool {
        let own = signatures.filter { $0.name == key.name && $0.id == key.id }
        return key.type == .ed25519 && !own.isEmpty && own.allSatisfy { key.isValid($0.bytes, for: Array(text.utf8)) }
    }

    /// Adds a signature.
    package mutating func sign(with key: SigningKey) throws {
        let signature = try key.signature(of: Array(text.utf8))
        signatures.append(Signature(name: key.verifier.name, id: key.verifier.id, bytes: signature))
    }
}
