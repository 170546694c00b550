import Foundation
import Logging
import Synchronization

/// The least serious messages that are written, for all loggers of the program at once.
final class LogLevel: Sendable {
    private let level: Mutex<Logger.Level>

    init(_ level: Logger.Level) { self.level = Mutex(level) }

    var value: Logger.Level { level.withLock { $0 } }

    func set(_ new: Logger.Level) { level.withLock { $0 = new } }

    /// Writes to the journal or to standard error.
    func logger() -> Logger {
        Logger(label: "hearbackd", factory: {
            SharedLevelHandler(LogDestination.handler(label: $0, environment: ProcessInfo.processInfo.environment), self)
        })
    }
}

/// Asks for the level each time, so that copies of a logger follow a change.
private struct SharedLevelHandler: LogHandler {
    private var inner: any LogHandler
    private let shared: LogLevel
    /// Of a logger that goes its own way.
    private var own: Logger.Level?

    init(_ inner: any LogHandler, _ shared: LogLevel) { (self.inner, self.shared) = (inner, shared) }

    var logLevel: Logger.Level {
        get { own ?? shared.value }
        set { own = newValue }
    }

    var metadata: Logger.Metadata {
        get { inner.metadata }
        set { inner.metadata = newValue }
    }

    var metadataProvider: Logger.MetadataProvider? {
        get { inner.metadataProvider }
        set { inner.metadataProvider = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { inner[metadataKey: key] }
        set { inner[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) { inner.log(event: event) }
}
