import HearbackClient
import HearbackCore
import HearbackTransparency

/// Files of a log, read one by one. A host may have only the full tile where a part of it is asked for (C2SP tlog-tiles).
extension LogSource {
    /// The hashes of a tile; nil where it is missing or too short.
    func hashes(_ path: TilePath) async throws -> [UInt8]? {
        let length = path.width * TreeHash.byteCount
        if let part = try await file(path.text) { return part.count == length ? part : nil }
        guard let whole = try await full(path), whole.count == TileGrowth.width * TreeHash.byteCount else { return nil }
        return Array(whole.prefix(length))
    }

    /// A bundle's leaves; nil where it is missing or has not as many.
    func entries(_ path: TilePath) async throws -> [[UInt8]]? {
        if let part = try await file(path.text) {
            let entries = EntryBundle.entries(part)
            return entries?.count == path.width ? entries : nil
        }
        guard let whole = try await full(path).flatMap({ EntryBundle.entries($0) }), whole.count == TileGrowth.width else { return nil }
        return Array(whole.prefix(path.width))
    }

    private func full(_ path: TilePath) async throws -> [UInt8]? {
        guard path.width < TileGrowth.width, let whole = TilePath(path.kind, number: path.number) else { return nil }
        return try await file(whole.text)
    }

    /// - Returns: nil where there is no such file.
    /// - Throws: `CommandError` in the words of who reads a log, not of who works at a desk.
    func file(_ path: String) async throws -> [UInt8]? {
        do { return try await read(path) } catch let error as ClientError { throw LogWords.of(error) }
    }

    /// The head, by the keys that count.
    func head(_ keys: [VerifierKey]) async throws -> SignedCheckpoint {
        do {
            guard let bytes = try await file("checkpoint") else { throw SignedCheckpoint.Refusal.noNote }
            return try SignedCheckpoint(bytes, keys: keys)
        } catch let refusal as SignedCheckpoint.Refusal {
            throw CommandError("the log's head does not hold: \(refusal.words)", hint: refusal.hint, exitCode: ExitCodes.failed)
        }
    }
}

/// What commands that read logs from outside say.
enum LogWords {
    static func of(_ error: ClientError) -> CommandError {
        switch error {
        case .serverUnreachable(let server, let why):
            CommandError(
                "\(VisibleText.inline(server)) can't be reached: \(why)", hint: "check the address; --ca-file names the authority of a certificate of your own",
                exitCode: ExitCodes.unreachable)
        case .responseTooLarge(let limit):
            CommandError(
                "the answer is larger than \(Figures.grouped(limit)) bytes", hint: "see whether the address is the right one", exitCode: ExitCodes.protocolError)
        case .transfer(let words):
            CommandError(words, hint: "see whether the address is the right one", exitCode: ExitCodes.unreachable)
        default: CommandError("there was no answer that can be used", hint: "see whether the address is the right one", exitCode: ExitCodes.unreachable)
        }
    }

    /// A note as it is, made safe for a terminal.
    static func lines(_ note: SignedNote) -> [String] {
        String(decoding: note.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { VisibleText.inline(String($0)) }
    }
}
