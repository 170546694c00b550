/// What a submitter keeps: the leaf of an event, the openings of what it commits to, its place in the tree, and a signed
/// checkpoint (C2SP tlog-proof, version 1). It needs nobody's word to be checked.
package struct LogReceipt: Hashable, Sendable {
    package let entry: [UInt8]
    package var disclosures: [String]
    package let index: Int64
    package let proof: [TreeHash]
    /// The checkpoint's note, as it was signed.
    package let note: [UInt8]

    package static let mediaType = "text/plain; charset=utf-8"
    private static let header = "c2sp.org/tlog-proof@v1"
    /// Readers of this format take lines of 64 KiB at most.
    private static let extraAtMost = 60_000
    private static let proofAtMost = 63
    package static let bytesAtMost = 1_100_000

    package init(entry: [UInt8], disclosures: [String], index: Int64, proof: [TreeHash], note: [UInt8]) {
        (self.entry, self.disclosures, self.index, self.proof, self.note) = (entry, disclosures, index, proof, note)
    }

    /// Without the openings that make the line too long; `detached` has them.
    package var text: String {
        let extra = Base64.text(Self.extra(entry, attached))
        var text = Self.header
        text.reserveCapacity(extra.utf8.count + 45 * proof.count + note.count + 80)
        text += "\nextra "
        text += extra
        text += "\nindex \(index)\n"
        for hash in proof {
            text += Base64.text(hash.bytes)
            text += "\n"
        }
        text += "\n"
        text += String(decoding: note, as: UTF8.self)
        return text
    }

    /// Openings that go into a file of their own beside the receipt, one a line.
    package var detached: [String] { disclosures.filter { !attached.contains($0) } }

    private var attached: [String] {
        let whole = entry.count + 1 + disclosures.reduce(0) { $0 + $1.utf8.count + 1 }
        if Self.encodedLength(whole) <= Self.extraAtMost { return disclosures }
        var length = entry.count + 1
        return disclosures.filter { next in
            guard Self.encodedLength(length + next.utf8.count + 1) <= Self.extraAtMost else { return false }
            length += next.utf8.count + 1
            return true
        }
    }

    private static func encodedLength(_ bytes: Int) -> Int { (bytes + 2) / 3 * 4 }

    private static func extra(_ entry: [UInt8], _ disclosures: [String]) -> [UInt8] {
        var bytes = entry
        bytes.append(0x0A)
        for disclosure in disclosures {
            bytes += disclosure.utf8
            bytes.append(0x0A)
        }
        return bytes
    }

    /// It proves the same, and shows nothing.
    package var redacted: LogReceipt {
        var receipt = self
        receipt.disclosures = []
        return receipt
    }

    package enum Refusal: Error, Hashable, Sendable {
        case tooLarge
        case notUTF8
        /// The line, from 1, and what was to stand there.
        case line(Int, expected: String)
    }

    package init(_ bytes: some Collection<UInt8>) throws(Refusal) {
        guard bytes.count <= Self.bytesAtMost else { throw .tooLarge }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first == Self.header[...] else { throw .line(1, expected: Self.header) }
        guard lines.count > 1, lines[1].hasPrefix("extra "), let extra = Base64.bytes(lines[1].dropFirst(6)) else {
            throw .line(2, expected: "extra and base64")
        }
        guard lines.count > 2, lines[2].hasPrefix("index "), let index = Int64(lines[2].dropFirst(6)), index >= 0, "\(index)" == lines[2].dropFirst(6)
        else { throw .line(3, expected: "index and a number") }
        var proof: [TreeHash] = []
        var place = 3
        while place < lines.count, !lines[place].isEmpty {
            guard proof.count < Self.proofAtMost, let hash = Base64.bytes(lines[place]).flatMap({ TreeHash($0) }) else {
                throw .line(place + 1, expected: "a hash in base64")
            }
            proof.append(hash)
            place += 1
        }
        guard place < lines.count - 1 else { throw .line(place + 1, expected: "an empty line and a checkpoint") }
        var parts = extra.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        guard parts.count >= 2, parts.removeLast().isEmpty else { throw .line(2, expected: "a leaf and a line feed") }
        self.init(
            entry: parts.removeFirst(), disclosures: parts.map { String(decoding: $0, as: UTF8.self) }, index: index, proof: proof,
            note: Array(lines[(place + 1)...].joined(separator: "\n").utf8))
    }
}
