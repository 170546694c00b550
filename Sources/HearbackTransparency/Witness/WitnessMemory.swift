import Foundation

/// What a witness remembers: of each log the last head that it vouched for. Whoever loses it would vouch for another history.
package struct WitnessMemory: Sendable {
    /// By the log's name, the note as it was signed.
    private var notes: [String: SignedNote]

    package init() { notes = [:] }

    private struct File: Codable {
        var version: Int
        var heads: [String: String]
    }

    private static let version = 1

    /// - Returns: nil for anything but what `bytes` writes.
    package init?(_ bytes: [UInt8]) {
        guard let file = try? JSONDecoder().decode(File.self, from: Data(bytes)), file.version == Self.version else { return nil }
        let notes = file.heads.compactMapValues { SignedNote(Array($0.utf8)) }
        guard notes.count == file.heads.count, notes.allSatisfy({ Checkpoint($0.value.text)?.origin == $0.key }) else { return nil }
        self.notes = notes
    }

    /// - Throws: what Foundation's encoder does.
    package func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return Array(try encoder.encode(File(version: Self.version, heads: notes.mapValues { String(decoding: $0.bytes, as: UTF8.self) }))) + [0x0A]
    }

    package func note(of origin: String) -> SignedNote? { notes[origin] }

    /// - Parameter keys: the log's; lines by others are not kept, of which a log could show as many as fill the memory.
    package mutating func remember(_ head: SignedCheckpoint, signedBy keys: [VerifierKey]) {
        let good = keys.filter { head.note.isSigned(by: $0) }
        let lines = good.compactMap { key in head.note.signatures.first { $0.name == key.name && $0.id == key.id } }
        notes[head.checkpoint.origin] = SignedNote(text: head.note.text, signatures: lines)
    }
}

extension SignedNote {
    /// With more signatures, each in the place of one by the same key that was there.
    package func adding(_ more: [Signature]) -> SignedNote {
        let kept = signatures.filter { old in !more.contains { $0.name == old.name && $0.id == old.id } }
        // A reader takes so many; the log's own come first.
        return SignedNote(text: text, signatures: kept.prefix(Self.signaturesAtMost - min(more.count, Self.signaturesAtMost)) + more)
    }
}
