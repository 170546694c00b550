/// Checks a whole log: every leaf anew, every tile, the signed head, and that heads which somebody kept are its beginnings.
///
/// All leaves are hashed again. Verifiers that trust tiles after looking at a few have been fooled (CVE-2026-56865).
package struct LogAudit {
    package let keys: [VerifierKey]
    /// Whose cosignatures bound the times of leaves.
    package let witnesses: [VerifierKey]

    package init(keys: [VerifierKey], witnesses: [VerifierKey] = []) { (self.keys, self.witnesses) = (keys, witnesses) }

    package struct Verdict: Sendable {
        package let checkpoint: Checkpoint
        package let note: SignedNote
        package let replay: LogReplay
        package let findings: [LogFinding]
        package let anchors: AnchorReport

        package var holds: Bool { findings.allSatisfy { $0.code == .unknownEvent } }
        package var isFork: Bool { findings.contains(where: \.isFork) }
    }

    /// A head that somebody kept, and what they call it.
    package struct Kept: Sendable {
        package let name: String
        package let checkpoint: Checkpoint

        package init(_ name: String, _ checkpoint: Checkpoint) { (self.name, self.checkpoint) = (name, checkpoint) }
    }

    /// - Parameters:
    ///   - kept: heads that somebody has, from anywhere.
    ///   - read: the bytes of a file of the log by its path; nil where it has none.
    /// - Throws: what `read` does, and `SignedCheckpoint.Refusal`.
    package func verify(
        kept: [Kept] = [], reading read: (_ path: String) throws -> [UInt8]?
    ) throws -> Verdict {
        guard let head = try read("checkpoint") else { throw SignedCheckpoint.Refusal.noNote }
        let signed = try SignedCheckpoint(head, keys: keys)
        var check = AnchorCheck(keys: keys, witnesses: witnesses)
        let anchors = try Self.anchors(of: signed.checkpoint.size, reading: read)
        let heads = try anchors.compactMap { anchor in
            check.head(of: anchor, try read(anchor.path)).map { (anchor: anchor, head: $0) }
        }
        let kept = kept + heads.map { Kept($0.anchor.path, $0.head.checkpoint) }
        var pass = Pass(size: signed.checkpoint.size, replay: LogReplay(keys: keys), kept: kept)
        try pass.run(read)
        if pass.isComplete, pass.edge.root != signed.checkpoint.root {
            pass.found.append(LogFinding(
                .rootMismatch, "the \(signed.checkpoint.size) leaves do not give the root that was signed: something in them was changed"))
        }
        for head in kept where head.checkpoint.size > signed.checkpoint.size {
            pass.found.append(LogFinding(
                .shrunk, "\(head.name) is a head of \(head.checkpoint.size) leaves, the log now shows \(signed.checkpoint.size): its end was cut off, or an older state put back"))
        }
        let report = check.report(heads, of: anchors.count, times: pass.replay.times)
        return Verdict(
            checkpoint: signed.checkpoint, note: signed.note, replay: pass.replay,
            findings: pass.found + pass.replay.findings + check.findings, anchors: report)
    }

    /// Those that the leaves of a log name, before anything of it is judged.
    package static func anchors<Failure: Error>(
        of size: Int64, reading read: (_ path: String) throws(Failure) -> [UInt8]?
    ) throws(Failure) -> [Anchor] {
        var found: [Anchor] = []
        for path in TilePath.all(of: size) where path.kind == .entries {
            guard let bytes = try read(path.text), let entries = EntryBundle.entries(bytes) else { continue }
            for (place, entry) in entries.enumerated() {
                if let anchor = anchor(entry, at: path.number * Int64(TileGrowth.width) + Int64(place)) { found.append(anchor) }
            }
        }
        return found
    }

    private static func anchor(_ entry: [UInt8], at index: Int64) -> Anchor? {
        // Few are: the others are not taken apart for it.
        guard entry.contains(mark), let leaf = try? LeafObject(entry), leaf.string("ev") == Anchor.kind else { return nil }
        return Anchor(leaf, at: index)
    }

    private static let mark = Array("\"ev\":\"anchor\"".utf8)

    private struct Pass {
        let size: Int64
        var replay: LogReplay
        /// By the number of their leaves.
        let kept: [Int64: [Kept]]
        var edge = RightEdge()
        var found: [LogFinding] = []
        var isComplete = true

        init(size: Int64, replay: LogReplay, kept: [Kept]) {
            (self.size, self.replay) = (size, replay)
            self.kept = Dictionary(grouping: kept, by: \.checkpoint.size)
        }

        mutating func run(_ read: (String) throws -> [UInt8]?) throws {
            compareHeads()
            for number in 0..<size / Int64(TileGrowth.width) + (size % Int64(TileGrowth.width) > 0 ? 1 : 0) {
                guard try takeBundle(number, read) else { return }
            }
            for level in RightEdge.widths(of: size).indices {
                let tile = edge.partial(level).hashes
                guard !tile.isEmpty, let path = TilePath(.hashes(level: level), number: size >> Int64(8 * (level + 1)), width: tile.count) else { continue }
                try compare(tile, at: path, read)
            }
        }

        /// - Returns: false when it is not there: nothing behind it can be judged.
        private mutating func takeBundle(_ number: Int64, _ read: (String) throws -> [UInt8]?) throws -> Bool {
            let width = Int(min(Int64(TileGrowth.width), size - number * Int64(TileGrowth.width)))
            guard let path = TilePath(.entries, number: number, width: width) else { return false }
            guard let bytes = try read(path.text), let entries = EntryBundle.entries(bytes), entries.count == width else {
                found.append(LogFinding(.missing, "\(path.text) is missing, or does not have \(width) leaves: leaves were taken out"))
                isComplete = false
                return false
            }
            for entry in entries {
                replay.take(entry)
                for tile in edge.append(.leaf(entry)) {
                    guard let path = TilePath(.hashes(level: tile.level), number: tile.number) else { continue }
                    try compare(tile.hashes, at: path, read)
                }
                compareHeads()
            }
            return true
        }

        private mutating func compare(_ hashes: [TreeHash], at path: TilePath, _ read: (String) throws -> [UInt8]?) throws {
            guard let bytes = try read(path.text), bytes.count == hashes.count * TreeHash.byteCount else {
                return found.append(LogFinding(.missing, "\(path.text) is missing, or of another length"))
            }
            for (place, hash) in hashes.enumerated() where hash.bytes != Array(bytes[place * TreeHash.byteCount..<(place + 1) * TreeHash.byteCount]) {
                guard path.kind == .hashes(level: 0) else {
                    return found.append(LogFinding(.tileChanged, "\(path.text) is not what its leaves give"))
                }
                let leaf = path.number * Int64(TileGrowth.width) + Int64(place)
                found.append(LogFinding(.leafChanged, leaf: leaf, "leaf \(leaf) is not the one whose hash was published: it was changed afterwards"))
            }
        }

        private mutating func compareHeads() {
            guard let heads = kept[edge.size] else { return }
            for head in heads where head.checkpoint.root != edge.root {
                found.append(LogFinding(
                    .fork, "\(head.name) and this log both are signed, and their first \(edge.size) leaves differ: history was rewritten, or two histories are shown"))
            }
        }
    }
}
