import Foundation
import HearbackCore
import HearbackTransparency

/// One head, looked at by a witness.
struct WitnessRound: Sendable {
    let source: LogSource
    let logs: [VerifierKey]
    let signer: SigningKey
    let statePath: String

    /// Under the lock of the state file: what is remembered is what was compared.
    ///
    /// - Parameter show: lets the cosignature out; the head is remembered, on the disk, before.
    func run(_ bench: Bench, _ show: (SignedNote, LogWitness.Answer) throws -> Void) async throws {
        var memory = try load()
        let head = try await source.head(logs)
        let kept = memory.note(of: head.checkpoint.origin).flatMap { note in Checkpoint(note.text).map { (note, $0) } }
        guard head.checkpoint.size > 0 || head.checkpoint.root == .emptyRoot else { throw Self.unproven("a tree without leaves has another root") }
        if let (note, checkpoint) = kept { try await compare(note, checkpoint, head, bench) }
        memory.remember(head, signedBy: logs)
        try KeptFile.replace(statePath, with: try memory.bytes(), mode: 0o600)
        let time = bench.console.clock().milliseconds / 1_000
        let note = head.note.adding([try Cosignature.make(of: head.note.text, at: time, by: signer)])
        if kept == nil { bench.remark("the first head of \(VisibleText.inline(head.checkpoint.origin)) that this witness sees") }
        try show(note, LogWitness.Answer(head.checkpoint, note, by: [signer.verifier], previousSize: kept?.1.size))
    }

    private func load() throws -> WitnessMemory {
        guard FileManager.default.fileExists(atPath: statePath) else { return WitnessMemory() }
        let descriptor = try Descriptor.open(statePath)
        defer { close(descriptor) }
        guard let memory = WitnessMemory(Array(try Descriptor.read(descriptor, limit: TextInput.limit))) else {
            throw CommandError(
                "\(VisibleText.inline(statePath)) is not what a witness remembers", hint: "find out what changed it; without it the witness could be shown another history",
                exitCode: ExitCodes.data)
        }
        return memory
    }

    /// - Throws: unless the head goes on from the one that is kept.
    private func compare(_ note: SignedNote, _ kept: Checkpoint, _ head: SignedCheckpoint, _ bench: Bench) async throws {
        let shown = head.checkpoint
        guard shown.size >= kept.size else {
            throw CommandError(
                "not cosigned: the log shows \(Figures.count(shown.size, "leaf", "leaves")), this witness has vouched for \(Figures.grouped(kept.size))",
                hint: "its end was cut off, an older state put back, or a copy is old; 'hearback log diff' compares the two heads")
        }
        switch try await continuation(kept, shown) {
        case .holds: return
        case .contradiction: throw try contradiction(note, kept, head, bench)
        case .unproven:
            throw Self.unproven(
                "nothing shows that the \(Figures.count(shown.size, "leaf", "leaves")) go on from the \(Figures.grouped(kept.size)) before: "
                    + "tiles are missing, or are not those of the tree that was signed")
        }
    }

    private static func unproven(_ words: String) -> CommandError {
        CommandError("not cosigned: \(words)", hint: "try again; when it stays so, 'hearback log verify' says what is wrong")
    }

    private func continuation(_ kept: Checkpoint, _ shown: Checkpoint) async throws -> ConsistencyPlan.Continuation {
        if kept.size == shown.size { return kept.root == shown.root ? .holds : .contradiction }
        guard let plan = ConsistencyPlan(from: kept.size, to: shown.size) else { return kept.root == .emptyRoot ? .holds : .contradiction }
        return plan.judge(kept.root, shown.root, try await source.tiles(of: plan))
    }

    private func contradiction(_ note: SignedNote, _ kept: Checkpoint, _ head: SignedCheckpoint, _ bench: Bench) throws -> any Error {
        let report = Contradiction(
            log: kept.origin, kept: String(decoding: note.bytes, as: UTF8.self), shown: String(decoding: head.note.bytes, as: UTF8.self))
        try bench.show(report) { rendering in
            [rendering.palette.paint("not cosigned: two signed heads of this log contradict each other; keep both", .red), "", "this witness vouched for:", ""]
                + LogWords.lines(note) + ["", "the log shows now:", ""] + LogWords.lines(head.note)
        }
        return SilentFailure(exitCode: ExitCodes.contradiction)
    }

    private struct Contradiction: Encodable {
        var log: String
        var kept: String
        var shown: String
    }
}

extension LogSource {
    /// Those that there are.
    func tiles(of plan: ConsistencyPlan) async throws -> [TilePath: [UInt8]] {
        var tiles: [TilePath: [UInt8]] = [:]
        for path in plan.tiles { tiles[path] = try await hashes(path) }
        return tiles
    }
}
