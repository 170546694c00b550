import Foundation
import HearbackClient
import HearbackCore

/// Where a log is read from: a live server or a folder of its files.
enum LogSource: Sendable {
    case server(PublicClient)
    case folder(String)

    init(url: String?, folder: String?, authorities: String?) throws {
        guard let url else {
            self = .folder(folder ?? ".")
            return
        }
        guard let client = PublicClient(url, authorities: authorities) else {
            throw CommandError("\(VisibleText.inline(url)) is no address", hint: "write https://comments.example.org", exitCode: ExitCodes.usage)
        }
        self = .server(client)
    }

    /// - Parameter path: of the log's own making, never from outside.
    /// - Returns: nil where there is no such file.
    func read(_ path: String) async throws -> [UInt8]? {
        switch self {
        case .server(let client): return try await client.get(path).map(Array.init)
        case .folder(let folder):
            let place = folder + "/" + path
            // Whoever made the folder may have put a pipe there, on which nothing ever comes.
            var facts = stat()
            guard stat(place, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
            let descriptor = try Descriptor.open(place)
            defer { close(descriptor) }
            return Array(try Descriptor.read(descriptor, limit: PublicClient.bytesAtMost))
        }
    }
}
