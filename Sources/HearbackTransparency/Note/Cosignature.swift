/// What a witness says: I saw this checkpoint at this time, and no other that contradicts it (C2SP tlog-cosignature, version 1).
package struct Cosignature: Hashable, Sendable {
    package let witness: VerifierKey
    /// Seconds since 1970.
    package let time: Int64

    private static func message(_ text: String, _ time: Int64) -> [UInt8] { Array("cosignature/v1\ntime \(time)\n\(text)".utf8) }

    /// The time in eight bytes, the highest first, then the signature.
    package static func make(of text: String, at time: Int64, by witness: SigningKey) throws -> SignedNote.Signature {
        let stamp = withUnsafeBytes(of: UInt64(bitPattern: time).bigEndian) { Array($0) }
        let signature = try witness.signature(of: message(text, time))
        return SignedNote.Signature(name: witness.verifier.name, id: witness.verifier.id, bytes: stamp + signature)
    }

    /// - Returns: nil when the signature is none of this witness on this text.
    package init?(_ signature: SignedNote.Signature, of text: String, by witness: VerifierKey) {
        guard witness.type == .cosignature, signature.name == witness.name, signature.id == witness.id, signature.bytes.count == 72 else { return nil }
        let stamp = signature.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let time = Int64(exactly: stamp), witness.isValid(signature.bytes.dropFirst(8), for: Self.message(text, time)) else { return nil }
        (self.witness, self.time) = (witness, time)
    }
}
