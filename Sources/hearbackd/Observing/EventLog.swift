import HearbackCore
import HearbackStore
import Logging
import ServiceLifecycle

/// Writes a line for each event that is on disk, behind the writer's back: a slow log keeps no comment waiting.
final class EventLog: Service {
    private let logger: Logger
    private let groups: AsyncStream<[RecordedEvent]>
    private let continuation: AsyncStream<[RecordedEvent]>.Continuation
    private let pace = LinePace()

    /// Groups of events that may wait to be written.
    private static let most = 4_096

    init(logger: Logger) {
        self.logger = logger
        (groups, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.most))
    }

    /// Nil where nobody would see the lines.
    var recorded: (@Sendable ([RecordedEvent]) -> Void)? {
        guard logger.logLevel <= .info else { return nil }
        return { [self] events in
            if case .dropped(let events) = continuation.yield(events) { pace.lose(events.count) }
        }
    }

    /// Until the ledger has ended, which goes after this one in the group's order.
    func run() async throws {
        await withGracefulShutdownHandler {
            for await events in groups {
                for event in events { logger.info("event recorded", at: pace, metadata: facts(event)) }
            }
        } onGracefulShutdown: {
            self.continuation.finish()
        }
    }

    private func facts(_ event: RecordedEvent) -> Logger.Metadata {
        var facts: Logger.Metadata = ["event": "\(event.sequence)", "kind": "\(event.kind)", "role": "\(event.role.rawValue)"]
        if let comment = event.comment { facts["comment"] = "\(comment.id)" }
        if let bill = event.bill { facts["bill"] = "\(bill)" }
        if let request = event.request { facts["request_id"] = "\(request)" }
        return facts
    }
}
