import Foundation
import HearbackCore
import HearbackTransparency

/// What somebody has of a log: a live server, a folder of its files, or no more than its head.
struct LogView: Sendable {
    /// As it was given.
    let name: String
    let head: SignedCheckpoint
    /// Nil where there are no leaves to look at.
    let source: LogSource?

    static func open(_ place: String, keys: [VerifierKey], authorities: String?, _ console: Console) async throws -> LogView {
        if place.contains("://") {
            let source = try LogSource(url: place, folder: nil, authorities: authorities)
            return LogView(name: place, head: try await source.head(keys), source: source)
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue {
            let source = LogSource.folder(place)
            return LogView(name: place, head: try await source.head(keys), source: source)
        }
        do {
            let head = try SignedCheckpoint(try TextInput.contents(of: place, console), keys: keys)
            return LogView(name: place, head: head, source: nil)
        } catch let refusal as SignedCheckpoint.Refusal {
            throw CommandError("\(VisibleText.inline(place)): \(refusal.words)", hint: refusal.hint, exitCode: ExitCodes.data)
        }
    }

    var bundles: Int64 { (head.checkpoint.size - 1) / Int64(TileGrowth.width) + 1 }

    /// The leaves of a bundle, the first with number 0; nil where it is missing, or behind the log's end.
    func leaves(_ number: Int64) async throws -> [[UInt8]]? {
        let rest = head.checkpoint.size - number * Int64(TileGrowth.width)
        guard let source, rest > 0 else { return nil }
        guard let path = TilePath(.entries, number: number, width: Int(min(rest, Int64(TileGrowth.width)))) else { return nil }
        return try await source.entries(path)
    }
}
