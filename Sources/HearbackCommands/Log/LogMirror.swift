import HearbackCore
import HearbackTransparency

/// All files of a log as its head names them.
struct LogMirror: Sendable {
    let checkpoint: Checkpoint
    /// By path.
    private(set) var files: [String: [UInt8]]

    /// - Throws: `SignedCheckpoint.Refusal` for a head that none of the keys signed; what the source does.
    static func load(_ source: LogSource, keys: [VerifierKey], _ console: Console) async throws -> LogMirror {
        guard let head = try await source.read("checkpoint") else { throw SignedCheckpoint.Refusal.noNote }
        var mirror = LogMirror(checkpoint: try SignedCheckpoint(head, keys: keys).checkpoint, files: ["checkpoint": head])
        guard mirror.checkpoint.size <= leavesAtMost else {
            throw CommandError(
                "the head speaks of \(Figures.grouped(mirror.checkpoint.size)) leaves, more than can be read whole", hint: "ask who runs the log whether that is so",
                exitCode: ExitCodes.failed)
        }
        let paths = TilePath.all(of: mirror.checkpoint.size)
        for (number, path) in paths.enumerated() {
            // What is missing is the audit's to tell.
            mirror.files[path.text] = try await source.read(path.text)
            if number % Self.step == 0 { tell("\(Figures.grouped(number)) of \(Figures.grouped(paths.count)) files", console) }
        }
        for anchor in LogAudit.anchors(of: mirror.checkpoint.size, reading: { mirror.files[$0] }) { mirror.files[anchor.path] = try await source.read(anchor.path) }
        tell("", console)
        return mirror
    }

    private static let step = 16
    /// Whoever has the key can sign any number.
    private static let leavesAtMost: Int64 = 1 << 28

    /// On a terminal alone; the last empties the line.
    private static func tell(_ text: String, _ console: Console) {
        guard let width = console.errorWidth else { return }
        console.writeError("\r\u{1B}[K" + DisplayWidth.fit(text, into: width - 1))
    }
}
