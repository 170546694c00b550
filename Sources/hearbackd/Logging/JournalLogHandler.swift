import Foundation
import Logging

/// Writes to the journal; what does not get there goes to standard error, as where there is none.
struct JournalLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel = Logger.Level.info
    private let label: String
    private let socket: JournalSocket
    private var fallback: StreamLogHandler

    init(label: String, socket: JournalSocket) {
        (self.label, self.socket) = (label, socket)
        fallback = StreamLogHandler.standardError(label: label)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set {
            metadata[key] = newValue
            fallback[metadataKey: key] = newValue
        }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        if !socket.send(JournalEntry(event, label: label, metadata: all).bytes) { fallback.log(event: event) }
    }
}

enum LogDestination {
    /// systemd's, unless a test or a container has it elsewhere.
    private static let journal = "/run/systemd/journal/socket"

    /// The journal where standard error leads there anyway, otherwise standard error as text.
    static func handler(label: String, environment: [String: String]) -> any LogHandler {
        guard JournalSocket.isStandardError(environment["JOURNAL_STREAM"]),
            let socket = JournalSocket(path: environment["HEARBACK_JOURNAL_SOCKET"] ?? journal)
        else { return StreamLogHandler.standardError(label: label) }
        return JournalLogHandler(label: label, socket: socket)
    }
}
