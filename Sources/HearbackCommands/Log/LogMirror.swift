import HearbackTransparency

/// All files of a log as its head names them.
struct LogMirror: Sendable {
    let checkpoint: Checkpoint
    /// By path.
    private(set) var files: [String: [UInt8]]

    /// - Throws: `SignedCheckpoint.Refusal` for a head that none of the keys signed; what the source does.
    static func load(_ source: LogSource, keys: [VerifierKey]) async throws -> LogMirror {
        guard let head = try await source.read("checkpoint") else { throw SignedCheckpoint.Refusal.noNote }
        var mirror = LogMirror(checkpoint: try SignedCheckpoint(head, keys: keys).checkpoint, files: ["checkpoint": head])
        for path in TilePath.all(of: mirror.checkpoint.size) {
            // What is missing is the audit's to tell.
            mirror.files[path.text] = try await source.read(path.text)
        }
        return mirror
    }
}
